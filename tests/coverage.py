#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up what gcov counted, and prints a table of the rooms.

usage: coverage.py BUILD-FOLDER [--lines ROOM…]

--lines names, for each file of these rooms, the lines that nothing ran.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[1]
# Rooms that have a goal, in per cent of lines; their files below it are named.
GOALS = {"dsm": 90, "model": 90, "monitor": 90, "store": 90}


def read_counters(path):
    """What one object file's counters say, by source file."""
    done = subprocess.run(["gcov", "--json-format", "--stdout", "--branch-probabilities", path],
                          cwd=path.parent, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class Source:
    """Lines and branches of one file, over all programs that it is part of."""

    def __init__(self):
        self.lines = collections.Counter()
        self.branches = collections.Counter()

    def add(self, lines):
        # A macro's function and the line that calls the macro stand in the same place more than once.
        seen = collections.Counter()
        for line in lines:
            number = line["line_number"]
            self.lines[number] += line["count"]
            for branch in line["branches"]:
                self.branches[number, seen[number]] += branch["count"]
                seen[number] += 1

    def missed(self):
        return sorted(number for number, count in self.lines.items() if count == 0)


def read_sources(folder):
    sources = collections.defaultdict(Source)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for counters in pool.map(read_counters, sorted(folder.glob("**/*.gcda"))):
            base = pathlib.Path(counters["current_working_directory"])
            for entry in counters["files"]:
                path = (folder / base / entry["file"]).resolve()
                # What gdbus-codegen wrote stands in the build folder.
                if path.is_relative_to(TOP / "src") and path.suffix == ".c":
                    sources[path.relative_to(TOP / "src")].add(entry["lines"])
    return sources


def share(counters):
    run = sum(count > 0 for count in counters.values())
    return 100 * run / len(counters) if counters else 100.0


def shorten(numbers):
    """1, 2, 3, 7 as "1-3, 7"."""
    spans = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--lines", nargs="*", default=[])
    arguments = parser.parse_args()
    sources = read_sources(arguments.folder.resolve())
    rooms = collections.defaultdict(dict)
    for path, source in sorted(sources.items()):
        rooms[path.parts[0]][path] = source

    print(f"{'room':10} {'files':>5} {'lines':>7} {'run':>7} {'branches':>9} {'taken':>7}  goal")
    for room, files in sorted(rooms.items()):
        lines = collections.Counter({(p, n): c for p, s in files.items() for n, c in s.lines.items()})
        branches = collections.Counter({(p, n): c for p, s in files.items() for n, c in s.branches.items()})
        goal = f"{GOALS[room]} %{'' if share(lines) >= GOALS[room] else '  missed'}" if room in GOALS else ""
        print(f"{room:10} {len(files):5} {len(lines):7} {share(lines):5.1f} % {len(branches):9}"
              f" {share(branches):5.1f} %  {goal}")

    for room, goal in GOALS.items():
        low = [(share(s.lines), p, s) for p, s in rooms[room].items() if share(s.lines) < goal]
        if low:
            print(f"\nIn {room} below {goal} % of lines:")
        for part, path, source in sorted(low):
            print(f"  {path.name:30} {part:5.1f} % of {len(source.lines)}")
    for room in arguments.lines:
        print(f"\nNever run in {room}:")
        for path, source in rooms[room].items():
            if source.missed():
                print(f"  {path.name}: {shorten(source.missed())}")


if __name__ == "__main__":
    main()
