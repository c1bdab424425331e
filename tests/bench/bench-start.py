#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start to the first frame, and memory with a window: with the stored state of 5 NAS and 100
backups, beside an empty libadwaita window; and what is installed. It prints, and asserts nothing.

usage: tests/headless.sh bench-start.py FIRST-FRAME BENCH-IDLE-APP BACKSTAY BACKSTAYCTL DEMO-NAS

The NAS have ended when Backstay is started: what it shows first is what it knew before. Each is
started ROUNDS times in turns, and the middle one counts.
"""

import os
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import time

HERE = sys.path[0]
sys.path.insert(0, HERE + "/../cli")

from ctl import Nas  # noqa: E402

N_NAS = 5
N_TASKS = 20  # of each
ROUNDS = 7
SETTLE = 3  # s, until memory is looked at
LIMIT = 60


def wait(what, condition):
    end = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"{what}: not within {LIMIT} s")
        time.sleep(0.2)


def count_stored():
    """Of how many NAS the last known state is stored."""
    for path in pathlib.Path(os.environ["HOME"]).glob(".local/share/**/*.db"):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            return database.execute("select count(*) from states").fetchone()[0]
    return 0


def store_state(backstay, ctl, demo_nas):
    """As a person would have it: NAS added, asked once, and known from then on."""
    fleet = [Nas(demo_nas, "--tasks", str(N_TASKS), "--seed", str(seed))
             for seed in range(1, N_NAS + 1)]
    for number, nas in enumerate(fleet):
        subprocess.run([ctl, "nas", "add", f"nas-{number}", *nas.connection()], check=True,
                       input=nas.password + "\n", text=True, stdout=subprocess.DEVNULL)
    program = subprocess.Popen([backstay], stdin=subprocess.DEVNULL)
    wait("the state of all", lambda: count_stored() == N_NAS)
    program.terminate()
    program.wait()
    for nas in fleet:
        nas.stop()


def measure(first_frame, *command):
    """Milliseconds to the first frame, and the PSS in MB some seconds later."""
    meter = subprocess.Popen([first_frame, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True)
    words = meter.stdout.readline().split()
    if not words:
        sys.exit(f"{command} drew nothing")
    time.sleep(SETTLE)
    rollup = pathlib.Path(f"/proc/{words[1]}/smaps_rollup").read_text(encoding="ascii")
    pss = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    meter.communicate("\n")
    return float(words[0]), pss / 1024


def main():
    first_frame, empty, backstay, ctl, demo_nas = sys.argv[1:6]
    subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"test",
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.secrets"],
                   check=True)
    store_state(backstay, ctl, demo_nas)

    commands = {"an empty window": (empty, "empty"),
                f"{N_NAS} NAS, {N_NAS * N_TASKS} backups": (backstay,)}
    figures = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            figures[name].append(measure(first_frame, *command))

    print(f"{'':24}{'first frame':>14}{'':>8}{'PSS':>10}{'':>8}")
    base = None
    for name, pairs in figures.items():
        start, pss = (statistics.median(column) for column in zip(*pairs))
        base = base or (start, pss)
        print(f"{name:24}{start:11.0f} ms{start / base[0]:7.2f}×{pss:8.1f} MB{pss / base[1]:6.2f}×")
    for path in (backstay, ctl):
        print(f"{os.path.basename(path)}: {os.path.getsize(path) / 1e6:.1f} MB with debug symbols")


if __name__ == "__main__":
    main()
