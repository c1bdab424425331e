#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that mutants.py can fail: a change that nobody can notice, and lists that say nothing.

usage: selftest.py BUILD-FOLDER
"""

import pathlib
import subprocess
import sys
import tempfile

RUNNER = pathlib.Path(__file__).resolve().parent / "mutants.py"
REDACT = "src/dsm/dsm-redact.c"
MASK = '#define MASK "***"'
NOTICED = ("noticed", REDACT, MASK, '#define MASK ""')

CASES = (
    # what, least, rows, exit status, what is said
    ("a change that is noticed", 1, (NOTICED,), 0, "ok 1 - dsm-redact.c: noticed -> "),
    ("a change that nobody can notice", 1, (("same", REDACT, MASK, '#define MASK ("*" "**")'),), 1,
     "not ok 1 - dsm-redact.c: same -> SURVIVED"),
    ("a text that is not there", 1, (("gone", REDACT, "no such text", ""),), 1, "stands 0 times"),
    ("a text that is there often", 1, (("often", REDACT, "return", "return 1 +"),), 1, "stands "),
    ("a change that does not compile", 1, (("broken", REDACT, MASK, "#define MASK ("),), 1,
     "does not compile"),
    ("no change", 1, (("none", REDACT, MASK, MASK),), 1, "nothing is changed"),
    ("too few changes", 2, (NOTICED,), 1, "Bail out! 1 ways, wanted 2"),
    ("a change twice", 2, (NOTICED, ("again", *NOTICED[1:])), 1, "Bail out! 2 ways"),
)


def main():
    failed = 0
    print(f"1..{len(CASES)}")
    for number, (what, least, rows, status, says) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory(prefix="backstay-mutant-") as folder:
            table = pathlib.Path(folder) / "list.py"
            table.write_text(f"PROGRAMS = ('tests/dsm/test-dsm-redact',)\nLEAST = {least}\n"
                             f"MUTANTS = {rows!r}\n", encoding="utf-8")
            done = subprocess.run([sys.executable, str(RUNNER), sys.argv[1], str(table)], text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        good = done.returncode == status and says in done.stdout
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - {what}")
        if not good:
            print("".join(f"# {line}\n" for line in done.stdout.splitlines()), end="")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
