#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start a program in a session without a screen, and say what its window shows.

Reads the names of the rows from the window's accessibility tree, as a screen reader would, prints
them, and takes a screenshot; with --then, of what is there after a command. The program runs until SIGINT or SIGTERM, or for --seconds. The exit
status is 0 only if the window showed rows, and the program was still well when it was ended.
"""

import argparse
import signal
import subprocess
import sys
import time
import warnings

import gi

warnings.simplefilter("ignore")
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

# The full table; the same rows when the window is narrow.
ROW_ROLES = ("table row", "list item")
APPEAR_SECONDS = 60


class Interrupted(Exception):
    pass


def walk(node, parent=None):
    """NODE and everything below it, each with its parent."""
    if node is None:
        return
    yield node, parent
    for index in range(node.get_child_count()):
        yield from walk(node.get_child_at_index(index), node)


def row_names():
    """The names of the rows: of the table's, or of the list that stands for it when it is narrow.

    Of the first table alone, which is that of the backups: GTK 4.8 calls those of the pages behind
    it visible, too.
    """
    rows = {role: {} for role in ROW_ROLES}
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        try:
            for node, parent in walk(desktop.get_child_at_index(index)):
                role = node.get_role_name()
                # The sidebar's rows are list items as well, but of a GtkListBox.
                if role not in rows or (parent.get_name() or "") == "GtkListBox":
                    continue
                name = (node.get_name() or "").strip()
                # A row without a name of its own (the header's) is called by its class.
                if not name or name.startswith(("Gtk", "Adw", "Bks")):
                    continue
                if node.get_state_set().contains(Atspi.StateType.VISIBLE):
                    rows[role].setdefault(parent, []).append(name)
        except GLib.Error:
            continue  # the tree changed while we walked: the next look sees it whole
    for role in ROW_ROLES:
        for names in rows[role].values():
            return names
    return []


def wait_for_rows(program):
    """The rows, once two looks in a row agree; empty if none came."""
    end = time.monotonic() + APPEAR_SECONDS
    before = []
    while time.monotonic() < end and program.poll() is None:
        now = row_names()
        if now and len(now) == len(before):
            return now
        before = now
        time.sleep(0.5)
    return []


def take(path):
    """A screenshot; whether there is one."""
    return subprocess.run(["import", "-window", "root", path], check=False).returncode == 0


def wait_for_rest(path):
    """Until two looks at the screen in a row are the same: nothing moves any more."""
    end = time.monotonic() + APPEAR_SECONDS
    before = None
    while time.monotonic() < end and take(path):
        now = subprocess.run(["identify", "-format", "%#", path], capture_output=True,
                             check=True).stdout
        if now == before:
            return
        before = now
        time.sleep(1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=None)
    parser.add_argument("--screenshot", required=True)
    parser.add_argument("--then", action="append", default=[],
                        help="a shell command to run once the rows are there, before the screenshot")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command

    def interrupt(_number, _frame):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise Interrupted

    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)

    started = time.monotonic()
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    rows = []
    try:
        rows = wait_for_rows(program)
        if program.poll() is not None:
            print(f"The program ended by itself, with status {program.returncode}.", file=sys.stderr)
            return 1
        if rows:
            print(f"The window shows {len(rows)} tasks:")
            for name in rows:
                print(f"  {name}")
        else:
            print(f"The window showed no tasks within {APPEAR_SECONDS} seconds.", file=sys.stderr)
        for then in options.then:
            subprocess.run(then, shell=True, check=True)
            wait_for_rest(options.screenshot)
        if take(options.screenshot):
            print(f"Screenshot: {options.screenshot}")
        sys.stdout.flush()
        if not rows:
            return 1

        if options.seconds is None:
            print("It runs until you press Ctrl+C.", flush=True)
            program.wait()
        else:
            left = options.seconds - (time.monotonic() - started)
            try:
                program.wait(timeout=max(left, 0.1))
            except subprocess.TimeoutExpired:
                return 0
        print(f"The program ended by itself, with status {program.returncode}.", file=sys.stderr)
        return 0 if program.returncode == 0 else 1
    except Interrupted:
        return 0 if rows and program.poll() in (None, 0, -signal.SIGTERM) else 1
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if program.poll() is None:
            program.terminate()
            try:
                program.wait(timeout=10)
            except subprocess.TimeoutExpired:
                program.kill()


if __name__ == "__main__":
    sys.exit(main())
