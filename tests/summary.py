#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up what the test suites wrote, names what failed or was skipped, and judges it.

usage: summary.py SKIPS-FILE RESULTS-FOLDER

Fails if a test failed, if no test ran, and, where CI=true, for a skip that SKIPS-FILE does not name.
"""

import json
import os
import pathlib
import sys

PASSED = ("OK", "EXPECTEDFAIL")
SKIPPED = ("SKIP",)


def allowed_skips(path):
    """Names of tests, each with the reason why it may be skipped."""
    allowed = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, separator, reason = line.partition(":")
            if not separator or not reason.strip():
                sys.exit(f"{path}: '{line}' has no reason")
            allowed[name.strip()] = reason.strip()
    return allowed


def skipped_parts(result):
    """A test program that passes may have skipped some of its cases: it says so in TAP."""
    for line in result.get("stdout", "").splitlines():
        if line.startswith("ok") and "# SKIP" in line.upper().replace("#SKIP", "# SKIP"):
            yield line.split(" ", 2)[-1]


def main():
    allowed = allowed_skips(pathlib.Path(sys.argv[1]))
    strict = os.environ.get("CI") == "true"
    passed, failed, skipped, bad = 0, [], [], False
    for log in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            result = json.loads(line)
            name = result["name"].rsplit(" / ", 1)[-1]
            shown = f"{name} ({log.stem})"
            if result["result"] in PASSED:
                passed += 1
                skipped += [(name, f"{shown}: {part}") for part in skipped_parts(result)]
            elif result["result"] in SKIPPED:
                reason = (result.get("stdout", "") + result.get("stderr", "")).strip()
                skipped.append((name, f"{shown}: {reason.splitlines()[-1] if reason else '?'}"))
            else:
                failed.append(f"{shown}: {result['result']}")

    for shown in failed:
        print(f"FAILED   {shown}")
    for name, shown in skipped:
        if name in allowed:
            print(f"SKIPPED  {shown} [allowed: {allowed[name]}]")
        else:
            print(f"SKIPPED  {shown}")
            bad = bad or strict
    if bad:
        print("In continuous integration a skipped test is a failure.")
    if passed == 0:
        print("No test ran.")
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or bad or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
