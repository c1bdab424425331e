#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices with the real xfce4-notifyd."""

import glob

from desktop_lab import *  # noqa: F403

SHOWN_BY = "xfce4-notifyd"
NAME = "org.freedesktop.Notifications"
NOTICE = "nas-1/task-2/failed"


def start_daemon():
    path = (glob.glob("/usr/lib/*/xfce4/notifyd/xfce4-notifyd") + ["xfce4-notifyd"])[0]
    service = Service(path)
    wait_for_name(NAME)
    return service


def wait_for_text(text):
    wait_until(f"a notice that says {text}", lambda: text in names(SHOWN_BY, "label"))


def wait_for_none(text):
    wait_until(f"no notice that says {text}", lambda: text not in names(SHOWN_BY, "label"))


def test_a_notice_is_shown_and_its_button_acts():
    start_daemon()
    lab = Lab()
    lab.expect("notifications", "daemon")
    lab.show(NOTICE, "“Projects” failed", "office-nas: <b>Q&A</b> & more", SHOW | BACK_UP | MUTE)
    lab.expect("shown", NOTICE)
    wait_for_text("“Projects” failed")
    # What the NAS is called is no markup.
    wait_for_text("office-nas: <b>Q&A</b> & more")
    screenshot("notice")
    assert names(SHOWN_BY, "push button") == ["Back Up Again", "Show", "Mute"], \
        names(SHOWN_BY, "push button")
    press(SHOWN_BY, "push button", "Back Up Again")
    lab.expect("action", "notice-back-up", f"'{NOTICE}'")
    wait_for_none("“Projects” failed")
    lab.leave()


def test_it_is_replaced_and_withdrawn():
    start_daemon()
    lab = Lab()
    lab.show(NOTICE, "“Projects” failed", "First")
    first = lab.expect("shown", NOTICE)[2]
    wait_for_text("First")
    lab.show(NOTICE, "“Projects” failed", "Second")
    second = lab.expect("shown", NOTICE)[2]
    wait_for_text("Second")
    assert first == second, (first, second)
    assert names(SHOWN_BY, "label").count("“Projects” failed") == 1, names(SHOWN_BY, "label")
    lab.tell("withdraw", NOTICE, "")
    wait_for_none("“Projects” failed")
    lab.leave()


def test_withdrawn_before_the_daemon_has_answered():
    start_daemon()
    lab = Lab()
    lab.expect("notifications", "daemon")
    for _ in range(5):
        lab.show(NOTICE, "Never to be seen", "")
        lab.tell("withdraw", NOTICE, "")
    lab.show("nas-1/task-3/overdue", "The last one", "")
    lab.expect("shown", "nas-1/task-3/overdue")
    wait_for_text("The last one")
    wait_for_none("Never to be seen")
    lab.leave()


def test_a_later_process_replaces_withdraws_and_hears_it():
    start_daemon()
    lab = Lab()
    for number in (1, 2, 3):
        lab.show(f"nas-1/task-{number}/failed", f"Backup {number} failed", "Before")
    handles = {}
    for number in (1, 2, 3):
        words = lab.expect("shown")
        handles[words[1]] = words[2]
        wait_for_text(f"Backup {number} failed")
    lab.kill()

    lab = Lab()
    # Replaced.
    lab.show("nas-1/task-1/failed", "Backup 1 failed", "After",
             handle=handles["nas-1/task-1/failed"])
    assert lab.expect("shown", "nas-1/task-1/failed")[2] == handles["nas-1/task-1/failed"]
    wait_for_text("After")
    assert names(SHOWN_BY, "label").count("Backup 1 failed") == 1, names(SHOWN_BY, "label")
    # Withdrawn.
    lab.tell("withdraw", "nas-1/task-2/failed", handles["nas-1/task-2/failed"])
    wait_for_none("Backup 2 failed")
    # Heard, without having been told anything about it.
    lab.tell("withdraw", "nas-1/task-1/failed", "")
    wait_for_none("Backup 1 failed")
    press(SHOWN_BY, "push button", "Mute")
    lab.expect("action", "notice-mute", "'nas-1/task-3/failed'")
    lab.leave()


def test_another_daemon_is_not_told_old_numbers():
    daemon = start_daemon()
    lab = Lab()
    lab.show(NOTICE, "“Projects” failed", "Before")
    handle = lab.expect("shown", NOTICE)[2]
    wait_for_text("Before")
    lab.kill()
    daemon.end()
    wait_until("no daemon", lambda: not has_owner(NAME))
    start_daemon()

    lab = Lab()
    # The other daemon gives the same numbers to others.
    lab.show("nas-1/task-9/overdue", "Not to be touched", "")
    other = lab.expect("shown", "nas-1/task-9/overdue")[2]
    assert other.split(" ")[1] == handle.split(" ")[1], (other, handle)
    wait_for_text("Not to be touched")
    lab.tell("withdraw", NOTICE, handle)
    lab.show(NOTICE, "“Projects” failed", "After", handle=handle)
    assert lab.expect("shown", NOTICE)[2] != handle
    wait_for_text("After")
    wait_for_text("Not to be touched")
    lab.leave()


def test_without_a_daemon_it_waits_for_one():
    lab = Lab()
    lab.expect("notifications", "absent")
    lab.show(NOTICE, "“Projects” failed", "Late")
    lab.show("nas-1/task-3/overdue", "Withdrawn in time", "")
    lab.tell("withdraw", "nas-1/task-3/overdue", "")
    lab.expect_nothing("shown", 1)
    start_daemon()
    lab.expect("notifications", "daemon")
    lab.expect("shown", NOTICE)
    wait_for_text("Late")
    assert "Withdrawn in time" not in names(SHOWN_BY, "label")
    lab.leave()


def test_what_a_daemon_has_shown_is_not_shown_by_the_next():
    daemon = start_daemon()
    lab = Lab()
    lab.show(NOTICE, "“Projects” failed", "Once")
    lab.expect("shown", NOTICE)
    wait_for_text("Once")
    daemon.end()
    lab.expect("notifications", "absent")
    start_daemon()
    lab.expect("notifications", "daemon")
    lab.expect_nothing("shown", 1)
    assert "Once" not in names(SHOWN_BY, "label")
    lab.leave()


run([
    test_a_notice_is_shown_and_its_button_acts,
    test_it_is_replaced_and_withdrawn,
    test_withdrawn_before_the_daemon_has_answered,
    test_a_later_process_replaces_withdraws_and_hears_it,
    test_another_daemon_is_not_told_old_numbers,
    test_without_a_daemon_it_waits_for_one,
    test_what_a_daemon_has_shown_is_not_shown_by_the_next,
])
