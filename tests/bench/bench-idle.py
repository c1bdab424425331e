#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What watching costs: wake-ups, CPU time and memory in the background with 5 NAS and 100 backups,
beside an empty libadwaita application; each is measured alone. It prints, and asserts nothing.

usage: bench-idle.py BENCH-IDLE-APP BACKSTAY-DEMO-NAS

BACKSTAY_BENCH_SECONDS: how long each is watched (30; 600 for a figure to quote). A wake-up is a
voluntary context switch of any of its threads: whoever sleeps and is woken has made one. The NAS run
in processes of their own, and have ended before memory is looked at, since what is shared with them
would not be counted.
"""

import json
import os
import pathlib
import subprocess
import sys
import time

N_NAS = 5
N_TASKS = 20  # of each
SECONDS = float(os.environ.get("BACKSTAY_BENCH_SECONDS", "30"))
# A worker thread that has nothing to do any more ends after 15 s, which is a wake-up, too.
SETTLE = 17
OFTEN = 5  # s between polls, for the cost of one


def read_cost(pid):
    """Wake-ups and CPU seconds so far, of all threads that are there."""
    wakes = nanoseconds = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        status = (task / "status").read_text(encoding="ascii", errors="replace")
        wakes += int(status.split("\nvoluntary_ctxt_switches:")[1].split()[0])
        nanoseconds += int((task / "schedstat").read_text(encoding="ascii").split()[0])
    return wakes, nanoseconds / 1e9


def read_memory(pid):
    """RSS, PSS, USS and what is of no file, in MB. Only the last does not depend on who else runs."""
    rollup = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in rollup.splitlines()[1:]}
    own = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return sizes["Rss"] / 1024, sizes["Pss"] / 1024, own / 1024, sizes["Anonymous"] / 1024


def end(process):
    process.terminate()
    process.wait()


class Fleet:
    """Simulated NAS, in processes of their own. Nothing runs on them, and time stands still."""

    def __init__(self, demo_nas):
        self.processes = [
            subprocess.Popen([demo_nas, "--tasks", str(N_TASKS), "--speed", "0.001", "--seed", str(i)],
                             stdout=subprocess.PIPE)
            for i in range(N_NAS)]
        self.ready = [json.loads(process.stdout.readline()) for process in self.processes]

    def describe(self):
        return "".join(f"{nas['url']} {nas['account']} {nas['password']}\n" for nas in self.ready)

    def end(self):
        for process in self.processes:
            end(process)


def measure(app, words, demo_nas=None, seconds=SECONDS):
    """Wake-ups, CPU seconds, and memory afterwards."""
    fleet = Fleet(demo_nas) if demo_nas else None
    process = subprocess.Popen([app, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        process.stdin.write(fleet.describe().encode() if fleet else b"")
        process.stdin.close()
        if process.stdout.readline() != b"ready\n":
            sys.exit(f"{words} did not start")
        time.sleep(SETTLE)
        wakes, cpu = read_cost(process.pid)
        time.sleep(seconds)
        wakes_after, cpu_after = read_cost(process.pid)
        if fleet:
            fleet.end()
        return wakes_after - wakes, cpu_after - cpu, read_memory(process.pid)
    finally:
        end(process)
        if fleet:
            fleet.end()


def report(name, wakes, cpu, memory, least=None):
    rss, pss, uss, heap = memory
    beside = f"  {pss / least:4.2f} of the empty one's PSS" if least else ""
    print(f"{name:34} {wakes:5} wake-ups {cpu * 1000:8.1f} ms CPU   RSS {rss:6.1f}  PSS {pss:6.1f}"
          f"  USS {uss:6.1f}  anonymous {heap:5.1f} MB{beside}", flush=True)


def main():
    app, demo_nas = sys.argv[1:3]
    print(f"{SECONDS:.0f} s each, in the background: {N_NAS} NAS, {N_NAS * N_TASKS} backups",
          flush=True)
    empty = measure(app, ["empty"])
    report("empty application, window open", *empty)
    report("empty application, window closed", *measure(app, ["empty-closed"]), empty[2][1])
    report("watching, never had a window", *measure(app, ["hidden"], demo_nas), empty[2][1])
    report("watching, window closed", *measure(app, ["closed"], demo_nas), empty[2][1])
    wakes, cpu, memory = measure(app, ["hidden", str(OFTEN)], demo_nas, 30)
    report(f"the same, a poll every {OFTEN} s", wakes, cpu, memory, empty[2][1])
    polls = 30 / OFTEN * N_NAS
    print(f"one poll of one NAS: about {wakes / polls:.1f} wake-ups, {cpu / polls * 1000:.1f} ms CPU; "
          f"at 15 minutes {96 * N_NAS * cpu / polls:.1f} s CPU a day for {N_NAS} NAS")


if __name__ == "__main__":
    main()
