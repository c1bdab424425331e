# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the desktop have in common: the program under test, the services of a desktop,
and the hands and eyes of a person before it.
"""

import os
import pathlib
import queue
import subprocess
import sys
import threading
import time
import warnings

import gi

warnings.simplefilter("ignore")
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ID = "io.github.backstay.Backstay.Test"
LIMIT = 30  # seconds: far more than anything here takes; only to end what would hang

SHOW, SHOW_LOG, BACK_UP, RESUME, MUTE = 1, 2, 4, 8, 16


def wait_until(what, condition, limit=LIMIT):
    """Waits until CONDITION gives something true, and gives it back."""
    end = time.monotonic() + limit
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {limit} s")
        time.sleep(0.05)


class Program:
    """A process that ends with the test."""

    running = []

    def __init__(self, *command, environment=None, **options):
        own = dict(os.environ, **(environment or {}))
        self.process = subprocess.Popen(command, env=own, **options)
        Program.running.append(self)

    def end(self):
        if self in Program.running:
            Program.running.remove(self)
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        return self.process.returncode

    @classmethod
    def end_all(cls):
        for program in reversed(list(cls.running)):
            program.end()


class Service(Program):
    """A program of the desktop: its warnings are not ours."""

    def __init__(self, *command):
        self.log = open(os.path.join(os.environ["XDG_RUNTIME_DIR"],
                                     os.path.basename(command[0]) + ".log"), "a", encoding="utf-8")
        super().__init__(*command, environment={"G_DEBUG": ""}, stdout=self.log, stderr=self.log)


class Lab(Program):
    """The program under test."""

    def __init__(self, *wrapper, environment=None):
        super().__init__(*wrapper, os.environ["BACKSTAY_DESKTOP_LAB"], ID, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True,
                         environment=dict({"G_DEBUG": "fatal-warnings"}, **(environment or {})))
        self.lines = queue.Queue()
        self.seen = []
        threading.Thread(target=self._read, daemon=True).start()
        self.expect("ready")

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def tell(self, *words):
        self.process.stdin.write("\t".join(words) + "\n")
        self.process.stdin.flush()

    def take(self, limit):
        try:
            line = self.lines.get(timeout=limit)
        except queue.Empty:
            return None
        if line is None:
            raise AssertionError(f"the program ended; it had said {self.seen}")
        self.seen.append(line)
        return line

    def expect(self, *words):
        """Waits for a line that begins with these words, and gives all words of it back."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            line = self.take(max(end - time.monotonic(), 0.01))
            if line is not None and line.split("\t")[:len(words)] == list(words):
                return line.split("\t")
        raise AssertionError(f"{words} was not said; but {self.seen}")

    def expect_any(self, words):
        """Waits for a line whose first word is one of these."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            line = self.take(max(end - time.monotonic(), 0.01))
            if line is not None and line.split("\t")[0] in words:
                return line.split("\t")
        raise AssertionError(f"none of {words} was said; but {self.seen}")

    def expect_nothing(self, word, seconds):
        """Fails if a line begins with this word. The time only shows that something does not come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            line = self.take(max(end - time.monotonic(), 0.01))
            if line is not None and line.split("\t")[0] == word:
                raise AssertionError(f"it said {line}")

    def show(self, notice, title, body="", buttons=SHOW | MUTE, urgent=True, handle=""):
        self.tell("show", notice, "urgent" if urgent else "", str(buttons), handle, title, body)

    def leave(self):
        """Ends by itself, and has to do it well."""
        self.process.stdin.close()
        status = self.process.wait(LIMIT)
        Program.running.remove(self)
        if status != 0:
            raise AssertionError(f"the program's status was {status}")

    def kill(self):
        self.process.kill()
        self.process.wait()
        Program.running.remove(self)


# The bus.

def bus():
    return Gio.bus_get_sync(Gio.BusType.SESSION)


def call(name, path, interface, method, arguments=None):
    return bus().call_sync(name, path, interface, method, arguments, None,
                           Gio.DBusCallFlags.NO_AUTO_START, 10000).unpack()


def has_owner(name):
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                "NameHasOwner", GLib.Variant("(s)", (name,)))[0]


def wait_for_name(name):
    wait_until(f"{name} on the bus", lambda: has_owner(name))


# The screen.

def walk(node):
    if node is None:
        return
    yield node
    for index in range(node.get_child_count()):
        yield from walk(node.get_child_at_index(index))


def nodes(application):
    """All that APPLICATION shows now; a tree that changes meanwhile is not there."""
    found = []
    desktop = Atspi.get_desktop(0)
    try:
        for index in range(desktop.get_child_count()):
            root = desktop.get_child_at_index(index)
            if root is not None and application in (root.get_name() or ""):
                found += list(walk(root))
    except GLib.Error:
        return []
    return found


def names(application, role):
    texts = []
    for node in nodes(application):
        try:
            if node.get_role_name() == role and \
                    node.get_state_set().contains(Atspi.StateType.SHOWING):
                texts.append(node.get_name() or "")
        except GLib.Error:
            pass
    return texts


def press(application, role, name):
    """Presses a button as an assistive technology would."""
    def find():
        for node in nodes(application):
            try:
                if node.get_role_name() == role and node.get_name() == name and \
                        node.get_state_set().contains(Atspi.StateType.SHOWING):
                    return node
            except GLib.Error:
                pass
        return None

    node = wait_until(f"{role} {name}", find)
    Atspi.Action.do_action(node.get_action_iface(), 0)


def mouse(*arguments):
    subprocess.check_call(["xdotool", *map(str, arguments)])


def screenshot(name):
    """A picture of the screen, where someone asked for pictures."""
    folder = os.environ.get("BACKSTAY_SCREENSHOTS")
    if folder:
        subprocess.run(["import", "-window", "root", os.path.join(folder, name + ".png")],
                       check=False)


def run(tests):
    """Runs the functions one after the other; the output is TAP."""
    print(f"1..{len(tests)}", flush=True)
    status = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace("test_", "").replace("_", " ")
        try:
            test()
        except Exception as error:  # pylint: disable=broad-except
            status = 1
            screenshot("failed-" + test.__name__)
            print(f"not ok {number} {name}")
            for line in f"{type(error).__name__}: {error}".splitlines():
                print(f"# {line}", flush=True)
        else:
            print(f"ok {number} {name}", flush=True)
        finally:
            Program.end_all()
    sys.exit(status)
