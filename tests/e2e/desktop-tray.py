#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tray's icon in the real xfce4-panel: drawn, clicked and read as a person does it."""

import json

from panel_lab import *  # noqa: F403


def start_lab(*wrapper, environment=None):
    lab = Lab(*wrapper, environment=environment)
    lab.tell("nas")
    lab.tell("refresh")
    lab.expect("verdict", "failed")
    lab.tell("tray", "on")
    return lab


def tell_nas(lab, command, **arguments):
    lab.tell("control", command, json.dumps(arguments))
    lab.expect("controlled")


def tasks(lab):
    """ID, name and verdict of each backup, as the program knows them."""
    lab.tell("tasks")
    found = []
    while True:
        line = lab.expect_any(("task", "tasks"))
        if line[0] == "tasks":
            return found
        found.append(tuple(line[1:]))


def use_the_icon(lab):
    """What a person does with it, by the mouse alone."""
    wait_until("the icon", is_drawn)
    mouse("mousemove", *ICON)
    mouse("click", 1)
    lab.expect("toggle-window")
    mouse("click", 2)
    lab.expect("refresh")
    choose(open_menu(), menu(), "Open Backstay")
    lab.expect("action", "show")


def test_panel_before_the_program():
    configure_panel()
    start_panel()
    lab = start_lab()
    lab.expect("tray", "shown")
    assert item()[0].startswith(":"), item()
    assert item_property("Status") == "NeedsAttention"
    assert item_property("ToolTip")[2].startswith("2 of 8 backups have failed, checked today at "), \
        item_property("ToolTip")
    use_the_icon(lab)
    lab.leave()


def test_panel_after_the_program():
    configure_panel()
    lab = start_lab()
    lab.expect_nothing("tray", 0.5)
    start_panel()
    lab.expect("tray", "shown")
    use_the_icon(lab)
    lab.leave()


def test_panel_that_comes_back():
    configure_panel()
    panel = start_panel()
    lab = start_lab()
    lab.expect("tray", "shown")
    for _ in range(2):
        panel.end()
        lab.expect("tray", "not shown")
        wait_until("no watcher", lambda: not has_owner(WATCHER))
        panel = start_panel()
        lab.expect("tray", "shown")
        use_the_icon(lab)
    lab.leave()


def test_menu_acts_and_follows():
    configure_panel()
    start_panel()
    lab = start_lab()
    lab.expect("tray", "shown")
    wait_until("the icon", is_drawn)
    assert labels(menu()) == [
        "2 of 8 backups have failed", "-",
        "office-nas: Projects, Destination damaged, and 4 more", "-",
        "Accounting, 37 %", "-",
        "Back Up Now", "Pause Watching", "Open Backstay", "Quit"], labels(menu())
    assert menu()[0][2] is False

    mail = next(number for number, name, _ in tasks(lab) if name == "Mail server")
    window = open_menu()
    screenshot("tray-menu")
    choose_below(window, menu(), "Back Up Now", "Mail server")
    assert f"'{mail}'" in lab.expect("action", "back-up")[2]
    lab.expect("acted")
    wait_until("the running backup in the menu",
               lambda: any(label.startswith("Mail server, ") for label in labels(menu())))
    ready = next(children for _, text, _, children in menu() if text == "Back Up Now")
    assert "Mail server" not in labels(ready), ready

    choose(open_menu(), menu(), "Accounting, 37 %")
    lab.expect("action", "show-task")
    trouble = next(label for label in labels(menu()) if label.startswith("office-nas: "))
    choose(open_menu(), menu(), trouble)
    lab.expect("action", "show-nas")
    choose_below(open_menu(), menu(), "Pause Watching", "Until Tomorrow")
    lab.expect("action", "pause-watching", "'tomorrow'")
    lab.tell("paused", "yes")
    wait_until("the way back", lambda: "Resume Watching" in labels(menu()))
    choose(open_menu(), menu(), "Resume Watching")
    lab.expect("action", "resume-watching")
    choose(open_menu(), menu(), "Quit")
    lab.expect("action", "quit")
    lab.leave()


def test_menu_changes_while_it_is_open():
    configure_panel()
    start_panel()
    lab = start_lab()
    lab.expect("tray", "shown")
    wait_until("the icon", is_drawn)
    window = open_menu()
    before = menu()
    accounting = next(number for number, name, _ in tasks(lab) if name == "Accounting")
    tell_nas(lab, "set-task", task_id=accounting, progress=51)
    lab.tell("refresh")
    lab.expect("refreshed")
    wait_until("the other label", lambda: "Accounting, 51 %" in labels(menu()))
    after = menu()
    # The entry is the same one: the host has to change no more than its label.
    assert [entry[0] for entry in before] == [entry[0] for entry in after], (before, after)
    assert window in windows()
    choose(window, after, "Accounting, 51 %")
    lab.expect("action", "show-task")
    lab.leave()


def test_icon_changes_with_the_verdict():
    configure_panel()
    start_panel()
    lab = start_lab()
    lab.expect("tray", "shown")
    wait_until("the icon", is_drawn)
    pictures = [picture()]
    screenshot("tray-failed")
    statuses = [item_property("Status")]
    while True:
        found = tasks(lab)
        worst = next((v for v in ("failed", "attention", "unknown", "running")
                      if v in [verdict for _, _, verdict in found]), None)
        if worst is None:
            break
        for number, _, verdict in found:
            if verdict == worst:
                tell_nas(lab, "remove-task", task_id=number)
        lab.tell("refresh")
        verdict = lab.expect("verdict")[1]
        wait_until(f"another icon for {verdict}",
                   lambda: is_drawn() and picture() not in pictures)
        pictures.append(picture())
        statuses.append(item_property("Status"))
        screenshot("tray-" + verdict)
    assert verdict == "ok" and len(pictures) >= 4, (verdict, len(pictures))
    assert statuses[:2] == ["NeedsAttention"] * 2, statuses
    assert statuses[-1] == "Active", statuses
    lab.leave()


def test_switched_off_and_on():
    configure_panel()
    start_panel()
    lab = start_lab()
    lab.expect("tray", "shown")
    wait_until("the icon", is_drawn)
    lab.tell("tray", "off")
    lab.expect("tray", "not shown")
    wait_until("no icon", lambda: not is_drawn())
    lab.tell("tray", "on")
    lab.expect("tray", "shown")
    use_the_icon(lab)
    lab.kill()
    wait_until("no icon", lambda: not is_drawn())


def test_with_no_more_than_a_flatpak_may():
    configure_panel()
    start_panel()
    address = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    path = os.path.join(os.environ["XDG_RUNTIME_DIR"], "filtered-bus")
    Service("xdg-dbus-proxy", address, path, "--filter", f"--own={ID}", f"--talk={WATCHER}")
    wait_until("the filtered bus", lambda: os.path.exists(path))
    lab = start_lab(environment={"DBUS_SESSION_BUS_ADDRESS": f"unix:path={path}"})
    lab.expect("tray", "shown")
    use_the_icon(lab)
    lab.tell("tray", "off")
    wait_until("no icon", lambda: not is_drawn())
    lab.leave()


run([
    test_panel_before_the_program,
    test_panel_after_the_program,
    test_panel_that_comes_back,
    test_menu_acts_and_follows,
    test_menu_changes_while_it_is_open,
    test_icon_changes_with_the_verdict,
    test_switched_off_and_on,
    test_with_no_more_than_a_flatpak_may,
])
