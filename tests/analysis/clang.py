#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets clang read every source with the options that it is compiled with: no warning is left.

usage: clang.py BUILD-FOLDER
"""

import concurrent.futures
import os
import pathlib
import subprocess
import sys

from commands import read_commands


def check(folder, path, options):
    # Warnings come from reading; nothing has to be written for them.
    done = subprocess.run(
        ["clang", *options, "-Werror", "-fno-color-diagnostics", "-fsyntax-only", str(path)],
        cwd=folder, capture_output=True, text=True, check=False)
    return done.stderr or (f"{path}: clang ended with {done.returncode}\n" if done.returncode else "")


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    commands = list(read_commands(folder, "src", "tests"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = [text for text in pool.map(lambda command: check(folder, *command), commands) if text]
    for text in findings:
        print(text, end="")
    print(f"{len(commands)} files, {len(findings)} with warnings")
    return 1 if findings or not commands else 0


if __name__ == "__main__":
    sys.exit(main())
