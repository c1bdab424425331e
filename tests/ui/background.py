#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program without its window: started by the bus, shown, and ended.

usage: tests/headless.sh tests/ui/background.py BACKSTAY
"""
import subprocess
import sys
import time

NAME = "io.github.backstay.Backstay"
PATH = "/io/github/backstay/Backstay"
LIMIT = 30


def wait(what, condition):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise SystemExit(f"not ok - {what}: not within {LIMIT} seconds")


def activate(action, *target):
    subprocess.run(["gdbus", "call", "--session", "--dest", NAME, "--object-path", PATH, "--method",
                    "org.gtk.Actions.Activate", action, f"[{', '.join(target)}]", "{}"],
                   check=True, stdout=subprocess.DEVNULL)


def has_window():
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Backstay"],
                           capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def main():
    program = sys.argv[1]
    ok = 0

    def passed(what):
        nonlocal ok
        ok += 1
        print(f"ok {ok} - {what}")

    app = subprocess.Popen([program, "--gapplication-service"], stdin=subprocess.DEVNULL)
    try:
        subprocess.run(["gdbus", "wait", "--session", "--timeout", str(LIMIT), NAME], check=True)
        if has_window():
            raise SystemExit("not ok - a service has no window")
        passed("a start by the bus shows no window")

        activate("show")
        wait("the window", has_window)
        passed("it shows one when asked")

        activate("quit")
        wait("the end", lambda: app.poll() is not None)
        if app.returncode != 0:
            raise SystemExit(f"not ok - it ended with {app.returncode}")
        passed("Quit ends it, without a question")
        print(f"1..{ok}")
    finally:
        if app.poll() is None:
            app.terminate()
            app.wait(timeout=20)


main()
