#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a failure on the NAS to a notice on the desktop, its button, and its end.

usage: watch.py BACKSTAY BACKSTAYCTL DEMO-NAS

The real program, keyring and notification daemon, in a session of their own. What is shown and taken
back is read from the bus; what the button did is asked from the simulated NAS.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "cli"))

from ctl import Nas  # noqa: E402

NAME = "io.github.backstay.Backstay"
PATH = "/io/github/backstay/Backstay"
DAEMON = "/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service"
LIMIT = 30


def session():
    for command in ("Xvfb", "dbus-daemon", "dbus-monitor", "gdbus", "gnome-keyring-daemon"):
        if shutil.which(command) is None:
            print(f"1..0 # SKIP {command} is not installed")
            sys.exit(0)
    if not os.path.exists(DAEMON):
        print("1..0 # SKIP xfce4-notifyd is not installed")
        sys.exit(0)
    os.environ["BACKSTAY_WATCH_SESSION"] = "1"
    # The services are not ours: their warnings are no failures.
    os.environ.pop("G_DEBUG", None)
    services = "org.a11y.Bus,org.xfce.xfce4-notifyd.Notifications,org.xfce.Xfconf"
    headless = os.path.join(HERE, "..", "..", "src", "headless.sh")
    os.execv(headless, [headless, "-s", services, os.path.abspath(sys.argv[0]), *sys.argv[1:]])


class Watch:
    DEMO_ARGUMENTS = ()
    HEARD = "interface='org.freedesktop.Notifications'"

    def __init__(self, program, ctl, demo):
        self.program, self.ctl = program, ctl
        self.n_ok = 0
        self.app = None
        self.nas = Nas(demo, *self.DEMO_ARGUMENTS)
        self.nas.control("set-server", speed=0)
        self.bus = tempfile.TemporaryFile("w+")
        self.monitor = subprocess.Popen(
            ["dbus-monitor", "--session", self.HEARD], stdout=self.bus)

    def passed(self, what):
        self.n_ok += 1
        print(f"ok {self.n_ok} - {what}", flush=True)

    def said(self):
        self.bus.seek(0)
        return self.bus.read()

    def wait(self, what, condition):
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.1)
        print(re.sub(r"^", "# ", self.said()[-4000:], flags=re.M))
        raise SystemExit(f"not ok - {what}: not within {LIMIT} seconds")

    def count(self, text):
        return self.said().count(text)

    def activate(self, path, action, *target):
        subprocess.run(["gdbus", "call", "--session", "--dest", NAME, "--object-path", path,
                        "--method", "org.gtk.Actions.Activate", action,
                        f"[{', '.join(target)}]", "{}"], check=True, stdout=subprocess.DEVNULL)

    def refresh(self):
        if self.app.poll() is not None:
            raise SystemExit(f"not ok - the program ended with {self.app.returncode}")
        self.activate(f"{PATH}/window/1", "refresh-all")

    def start(self):
        # The program's own warnings are failures.
        self.app = subprocess.Popen([self.program], stdin=subprocess.DEVNULL,
                                    env=os.environ | {"G_DEBUG": "fatal-warnings"})

    def stop(self):
        for process in (self.app, self.monitor):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(timeout=20)
        self.nas.stop()

    def end_run(self, task, result):
        self.nas.control("end-run", task_id=task, result=result)

    def walk(self):
        subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"test",
                       check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["gdbus", "wait", "--session", "--timeout", str(LIMIT),
                        "org.freedesktop.secrets"], check=True)
        subprocess.run([self.ctl, "nas", "add", "office", *self.nas.connection()],
                       input=self.nas.password + "\n", text=True, check=True,
                       stdout=subprocess.DEVNULL)
        task = next(str(t["task_id"]) for t in self.nas.control("state")["tasks"]
                    if t["name"] == "Photos off-site")
        title = "“Photos off-site” failed"

        self.start()
        self.wait("what was the matter already", lambda: self.count("need attention"))
        self.passed("what was the matter before is told in one notice")

        self.end_run(task, "failed")
        self.refresh()
        self.wait("the notice", lambda: self.count(title))
        self.refresh()
        self.passed("a failure is told")

        found = re.search(r"notice-back-up:([^\"]*)\"", self.said())
        if found is None:
            raise SystemExit("not ok - the notice has no button to back up again")
        self.activate(PATH, "notice-back-up", f"<'{found.group(1)}'>")
        self.wait("the backup", lambda: self.nas.task(task)["status"] != "none")
        self.passed("its button starts the backup")

        self.end_run(task, "done")
        closed = self.count("member=CloseNotification")
        self.refresh()
        self.wait("the end of the notice",
                  lambda: self.count("member=CloseNotification") > closed)
        self.passed("the success takes it back")
        if self.count(title) != 1:
            raise SystemExit("not ok - it was told more than once")

        # What is known already is not told again by the next process.
        self.activate(PATH, "quit")
        self.wait("the end", lambda: self.app.poll() is not None)
        if self.app.returncode != 0:
            raise SystemExit(f"not ok - it ended with {self.app.returncode}")
        told = self.count("member=Notify")
        before = len(self.nas.control("requests")["requests"])
        self.start()
        self.wait("the first look", lambda: len(self.nas.control("requests")["requests"]) > before)
        self.end_run(task, "failed")
        self.wait("the window", lambda: subprocess.run(
            ["gdbus", "introspect", "--session", "--dest", NAME, "--object-path",
             f"{PATH}/window/1"], capture_output=True, check=False).returncode == 0)
        self.refresh()
        self.wait("the new failure", lambda: self.count(title) == 2)
        if self.count("need attention") != 1 or self.count("member=Notify") != told + 1:
            raise SystemExit("not ok - a restart tells again")
        self.passed("a restart tells what is new, and nothing twice")
        print(f"1..{self.n_ok}")


def main(scene):
    if "BACKSTAY_WATCH_SESSION" not in os.environ:
        session()
    watch = scene(*sys.argv[1:])
    try:
        watch.walk()
    finally:
        watch.stop()


if __name__ == "__main__":
    main(Watch)
