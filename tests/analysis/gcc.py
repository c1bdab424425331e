#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows the ways through each function of the rooms below the window, with gcc -fanalyzer.

usage: gcc.py BUILD-FOLDER

A finding that gcc.txt does not explain is a failure, and so is a line of it that explains nothing.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

from commands import TOP, read_commands

HERE = pathlib.Path(__file__).resolve().parent
ROOMS = [f"src/{room}" for room in ("base", "dsm", "model", "store", "monitor", "desktop")]
FINDING = re.compile(r"^[^\s:]+(:(?P<line>\d+):\d+)?: (warning|error): (?P<text>.*\[-W\S+\])$", re.M)


def read_explained():
    """Patterns of findings that are none; each stands below the comment that says why."""
    lines = (HERE / "gcc.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def analyze(folder, path, options):
    # Without optimisation nothing is moved: what is said is about the source as it stands.
    words = ["gcc", *options, "-O0", "-U_FORTIFY_SOURCE", "-fanalyzer", "-Wno-error",
             "-fdiagnostics-plain-output", "-c", str(path), "-o", os.devnull]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    found = {f"{path.relative_to(TOP)}:{m['line'] or 0}: {m['text']}" for m in FINDING.finditer(done.stderr)}
    if done.returncode != 0 and not found:
        found.add(f"{path.relative_to(TOP)}: gcc ended with {done.returncode}: {done.stderr[-500:]}")
    return found


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    commands = list(read_commands(folder, *ROOMS))
    found = set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for some in pool.map(lambda command: analyze(folder, *command), commands):
            found |= some
    explained = read_explained()
    unused = [line for line in explained if not any(re.search(line, text) for text in found)]
    wrong = sorted(text for text in found if not any(re.search(line, text) for line in explained))
    for text in wrong:
        print(text)
    for line in unused:
        print(f"tests/analysis/gcc.txt: nothing is found any more that fits: {line}")
    print(f"{len(commands)} files, {len(found)} findings, {len(found) - len(wrong)} explained")
    return 1 if wrong or unused or not commands else 0


if __name__ == "__main__":
    sys.exit(main())
