#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak as a person has it: its sandbox, command line, window, notices, autostart.

usage: session.py DEMO-NAS SESSION
"""

import glob
import sys

HERE = sys.path[0]
sys.path[:0] = [HERE + "/../e2e", HERE + "/../cli"]

from ctl import Nas  # noqa: E402
from desktop_lab import *  # noqa: E402, F403

APP = "io.github.backstay.Backstay"
PATH = "/io/github/backstay/Backstay"
DEMO, SESSION = sys.argv[1:3]
SHOWN_BY = "xfce4-notifyd"


def flatpak(*arguments, command=None, **options):
    words = ["flatpak", "run", "--user"]
    if command:
        words.append("--command=" + command)
    done = subprocess.run([*words, APP, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, check=False, **options)
    assert done.returncode == 0, f"{arguments}: {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout


class App(Service):
    """The program with its window; what it complains about is a failure."""

    def __init__(self, *arguments):
        super().__init__("flatpak", "run", "--user", APP, *arguments)

    def end(self):
        subprocess.run(["flatpak", "kill", APP], check=False, stderr=subprocess.DEVNULL)
        super().end()
        with open(self.log.name, encoding="utf-8") as log:
            complaints = [line for line in log if "CRITICAL" in line]
        assert not complaints, complaints


def activate(path, action):
    call(APP, path, "org.gtk.Actions", "Activate",
         GLib.Variant("(sava{sv})", (action, [], {})))


def row_names():
    return [name for role in ("table row", "list item") for name in names("backstay", role)]


def files_below(folder):
    return [path for path in glob.glob(folder + "/**", recursive=True, include_hidden=True)
            if os.path.isfile(path)]


def test_it_is_confined():
    private = os.path.join(os.environ["HOME"], "private")
    pathlib.Path(private).write_text("of the user", encoding="utf-8")
    inside = flatpak("-c", f"cat /proc/self/status; cat {private} || echo HIDDEN;"
                           " touch /app/x || echo READ-ONLY; command -v gcc || echo NO-COMPILER",
                     command="sh")
    for line in ("CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2", "HIDDEN",
                 "READ-ONLY", "NO-COMPILER"):
        assert line in inside.splitlines(), (line, inside)


def test_licence_and_languages_are_there():
    inside = flatpak("-c", f"ls /app/share/licenses/{APP} /app/share/applications"
                           " /app/share/dbus-1/services /app/share/locale", command="sh").split()
    for name in ("COPYING", APP + ".desktop", APP + ".service", "de"):
        assert name in inside, (name, inside)


def test_password_window_and_notice():
    nas = Nas(DEMO)
    try:
        nas.control("set-server", speed=0)
        flatpak("nas", "add", "office", *nas.connection(), command="backstayctl",
                input=nas.password + "\n")
        # The Secret portal gives the key of a file of the sandbox's own.
        home = f"{os.environ['HOME']}/.var/app/{APP}"
        assert glob.glob(home + "/data/keyrings/*"), files_below(home)
        for path in files_below(os.environ["HOME"]):
            assert nas.password.encode() not in pathlib.Path(path).read_bytes(), path
        # It is found again, by another process.
        assert "Photos off-site" in flatpak("tasks", command="backstayctl")

        Service((glob.glob("/usr/lib/*/xfce4/notifyd/xfce4-notifyd") + ["xfce4-notifyd"])[0])
        wait_for_name("org.freedesktop.Notifications")
        app = App()
        # First of all: it is gone again after some seconds.
        wait_until("what was the matter before",
                   lambda: any("attention" in text for text in names(SHOWN_BY, "label")))
        tasks = nas.control("state")["tasks"]
        for task in tasks:
            wait_until(task["name"], lambda name=task["name"]: any(name in row for row in row_names()))
        screenshot("flatpak-window")

        task = next(str(task["task_id"]) for task in tasks if task["name"] == "Photos off-site")
        nas.control("end-run", task_id=task, result="failed")
        activate(PATH + "/window/1", "refresh-all")
        title = "“Photos off-site” failed"
        wait_until("the notice", lambda: title in names(SHOWN_BY, "label"))
        screenshot("flatpak-notice")
        press(SHOWN_BY, "push button", "Back Up Again")
        wait_until("the backup", lambda: nas.task(task)["status"] != "none")
        nas.control("end-run", task_id=task, result="done")
        activate(PATH + "/window/1", "refresh-all")
        wait_until("the end of the notice", lambda: title not in names(SHOWN_BY, "label"))

        # The button of a notice starts the program that has ended.
        nas.control("end-run", task_id=task, result="failed")
        activate(PATH + "/window/1", "refresh-all")
        wait_until("the second notice", lambda: title in names(SHOWN_BY, "label"))
        activate(PATH, "quit")
        wait_until("the end of the program", lambda: not has_owner(APP))
        app.end()
        assert nas.task(task)["status"] == "none"
        press(SHOWN_BY, "push button", "Back Up Again")
        wait_until("the second backup", lambda: nas.task(task)["status"] != "none")
        subprocess.run(["flatpak", "kill", APP], check=True)
    finally:
        nas.stop()


def test_the_demo_runs():
    app = App("--demo")
    wait_until("eight tasks", lambda: len(set(row_names())) >= 8)
    screenshot("flatpak-demo")
    app.end()


def autostart():
    return pathlib.Path(os.environ["HOME"], ".config/autostart", APP + ".desktop")


def toggle(name):
    """By its action: which role a switch has differs from one GTK to the next."""
    def find():
        for node in nodes("backstay"):
            try:
                action = node.get_action_iface() if node.get_name() == name else None
                if action is not None and action.get_n_actions() > 0 \
                        and action.get_action_name(0) == "toggle":
                    return action
            except GLib.Error:
                pass
        return None

    Atspi.Action.do_action(wait_until(name, find), 0)


def test_autostart_by_the_portal():
    App()
    wait_until("the window", lambda: names("backstay", "frame"))
    wait_for_name(APP)
    activate(PATH, "preferences")
    for state in (True, False):
        toggle("Start at login")
        wait_until(f"autostart {state}", lambda wanted=state: autostart().exists() == wanted)
        if state:
            text = autostart().read_text(encoding="utf-8")
            assert "flatpak run --command=backstay " + APP in text.replace("'", ""), text
            screenshot("flatpak-autostart")


run({
    "desktop": [test_it_is_confined, test_licence_and_languages_are_there,
                test_password_window_and_notice, test_the_demo_runs],
    "background": [test_autostart_by_the_portal],
}[SESSION])
