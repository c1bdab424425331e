#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A NAS is added with the keyboard alone, from the first-run page to the list of backups.

usage: tests/headless.sh -s org.a11y.Bus tests/ui/assistant_keys.py BACKSTAY DEMO-NAS

Real keys go through a real window manager to the window that has the focus. What is on the screen is
read from the accessibility tree; what was sent is asked from the simulated NAS.
"""
import os
import subprocess
import sys
import time
import warnings

import gi

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
warnings.simplefilter("ignore")
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from ctl import Nas  # noqa: E402

LIMIT = 30  # seconds for whatever is waited for


def walk(node):
    if node is None:
        return
    yield node
    for index in range(node.get_child_count()):
        yield from walk(node.get_child_at_index(index))


def nodes():
    """Everything that is visible now, as a screen reader has it."""
    found = []
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        try:
            for node in walk(desktop.get_child_at_index(index)):
                states = node.get_state_set()
                if states.contains(Atspi.StateType.VISIBLE):
                    found.append((node.get_name() or "", node.get_role_name(),
                                  states.contains(Atspi.StateType.FOCUSED)))
        except GLib.Error:
            continue  # the tree changed while we walked: the next look sees it whole
    return found


def wait(what, condition):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    print("# on the screen:", sorted({name for name, _, _ in nodes() if name}))
    raise SystemExit(f"not ok - {what} did not come within {LIMIT} seconds")


def shows(text):
    return any(text in name for name, _, _ in nodes())


def wait_for(text):
    wait(f"“{text}”", lambda: shows(text))


def focused():
    return [(name, role) for name, role, is_focused in nodes() if is_focused]


def key(*names):
    subprocess.run(["xdotool", "key", "--delay", "40", *names], check=True)


def write(text):
    subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)


def count(nas, method):
    return nas.control("counters")["by_method"].get(method, 0)


def wait_for_window(name):
    """The window manager has given the focus to the window of this name."""
    def is_active():
        found = subprocess.run(["xdotool", "getactivewindow", "getwindowname"],
                               capture_output=True, text=True, check=False)
        return name in found.stdout
    wait(f"the focus in “{name}”", is_active)


def main():
    program, demo = sys.argv[1:]
    nas = Nas(demo, "--tls")
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    app = subprocess.Popen([program], stdin=subprocess.DEVNULL)
    try:
        wait_for("See All Your Backups")
        wait_for_window("Backstay")
        key("ctrl+n")
        wait_for("Which NAS?")

        # The address, whose certificate nobody vouches for.
        write(nas.url)
        key("Return")
        wait_for("Is This Your NAS?")
        if nas.control("requests")["requests"]:
            raise SystemExit("not ok - something was asked before the certificate was trusted")
        print("ok 1 - nothing is sent before the certificate is trusted")

        # Enter goes on; what it presses is in the focus, or the default.
        key("Return")
        wait_for("Sign In")

        # A wrong password first: it stays on its page, selected, so that writing replaces it.
        write("otp")
        key("Tab")
        write("wrong")
        key("Return")
        wait_for("did not accept this account and password")
        if count(nas, "SYNO.API.Auth login") != 1:
            raise SystemExit("not ok - a wrong password is sent once")
        print("ok 2 - a wrong password is sent once, and said")
        write(nas.password)
        key("Return")

        wait_for("One-Time Code")
        write(str(nas.control("otp")["otp"]))
        key("Return")
        wait_for("Is Ready")
        print("ok 3 - password and one-time code")
        key("Return")
        wait_for("Photos off-site")
        print("ok 4 - its backups are in the list")

        # And back to the list with the keyboard: down to a row, into its page, and out again.
        wait_for_window("Backstay")
        wait("the focus in the window", focused)
        if app.poll() is not None:
            raise SystemExit("not ok - the program ended")
        key("ctrl+q")
        wait("the end of the program", lambda: app.poll() is not None)
        if app.returncode != 0:
            raise SystemExit(f"not ok - the program ended with {app.returncode}")
        if count(nas, "SYNO.API.Auth logout") != 1:
            raise SystemExit("not ok - the session was not ended")
        print("ok 5 - the program ends, and its session with it")
        print("1..5")
    finally:
        for process in (app, manager):
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=20)
        nas.stop()


main()
