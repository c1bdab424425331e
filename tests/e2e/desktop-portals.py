#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""As inside a Flatpak, with the real portals: notices, and leave to run in the background."""

import glob
import shutil
import tempfile

from desktop_lab import *  # noqa: F403

PORTAL = "org.freedesktop.portal.Desktop"
SHOWN_BY = "xfce4-notifyd"
NOTICE = "nas-1/task-2/failed"
FLATPAK = str(HERE / "fake-flatpak.sh")
SESSION = os.environ["BACKSTAY_DESKTOP_SESSION"]


def autostart_file():
    return pathlib.Path(os.environ["HOME"], ".config/autostart", ID + ".desktop")


def start_daemon():
    Service((glob.glob("/usr/lib/*/xfce4/notifyd/xfce4-notifyd") + ["xfce4-notifyd"])[0])
    wait_for_name("org.freedesktop.Notifications")


def test_a_notice_out_of_a_flatpak():
    start_daemon()
    lab = Lab(FLATPAK, ID)
    lab.expect("notifications", "portal")
    lab.show(NOTICE, "“Projects” failed", "office-nas", SHOW | BACK_UP | MUTE)
    # By its ID alone a later process finds it again.
    assert lab.expect("shown", NOTICE)[2] == ""
    wait_until("the notice", lambda: "“Projects” failed" in names(SHOWN_BY, "label"))
    press(SHOWN_BY, "push button", "Back Up Again")
    lab.expect("action", "notice-back-up", f"'{NOTICE}'")

    lab.show(NOTICE, "“Projects” failed again", "office-nas")
    wait_until("the notice", lambda: "“Projects” failed again" in names(SHOWN_BY, "label"))
    lab.leave()
    lab = Lab(FLATPAK, ID)
    lab.tell("withdraw", NOTICE, "")
    wait_until("no notice", lambda: "“Projects” failed again" not in names(SHOWN_BY, "label"))
    lab.leave()


def test_background_is_granted():
    lab = Lab(FLATPAK, ID)
    lab.tell("message", "All 8 backups are fine")
    lab.tell("autostart", "background", "login")
    lab.expect("autostart", "on", "on")
    content = wait_until("the portal's file", lambda: autostart_file().exists()
                         and autostart_file().read_text(encoding="utf-8"))
    assert "--command=backstay" in content and "--gapplication-service" in content, content
    lab.tell("autostart", "background", "")
    lab.expect("autostart", "off", "on")
    wait_until("no file", lambda: not autostart_file().exists())
    lab.leave()


def test_background_portal_is_absent():
    lab = Lab(FLATPAK, ID)
    lab.tell("message", "All 8 backups are fine")
    lab.tell("autostart", "background", "login")
    words = lab.expect("autostart", "unavailable", "unknown")
    assert words[3] != "", words
    assert not autostart_file().exists()
    # What cannot be shown ends nothing.
    lab.show(NOTICE, "“Projects” failed", "office-nas")
    lab.tell("ping")
    lab.expect("pong")
    lab.leave()


def test_outside_it_is_a_file():
    folder = tempfile.mkdtemp()
    path = pathlib.Path(folder, "autostart", ID + ".desktop")
    lab = Lab(environment={"XDG_CONFIG_HOME": folder})
    lab.tell("look")
    lab.expect("autostart", "off")
    lab.tell("autostart", "background", "login")
    lab.expect("autostart", "on", "on")
    subprocess.check_call(["desktop-file-validate", str(path)])
    assert "Exec=backstay --gapplication-service\n" in path.read_text(encoding="utf-8")
    # The desktop's own settings switch it off.
    path.write_text(path.read_text(encoding="utf-8") + "Hidden=true\n", encoding="utf-8")
    lab.tell("look")
    lab.expect("autostart", "off")
    lab.tell("autostart", "background", "login")
    lab.expect("autostart", "on")
    assert "Hidden" not in path.read_text(encoding="utf-8")
    lab.tell("autostart", "background", "")
    lab.expect("autostart", "off")
    assert not path.exists()
    assert list(path.parent.iterdir()) == []
    # Where no folder can be made, that is said.
    path.parent.rmdir()
    path.parent.write_text("", encoding="utf-8")
    lab.tell("autostart", "background", "login")
    assert str(path.parent) in lab.expect("autostart", "failed")[3]
    lab.leave()
    shutil.rmtree(folder)


run({
    "portal-gtk": [test_a_notice_out_of_a_flatpak],
    "portal-gnome": [test_background_is_granted],
    "portal-none": [test_background_portal_is_absent, test_outside_it_is_a_file],
}[SESSION])
