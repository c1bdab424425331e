#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What protects the programs when one of their mistakes is found by somebody else: looks at what was
built, not at what was asked for.

usage: hardening.py yes|no PROGRAM…
yes: the C library's fortified functions are wanted, too."""
import re
import subprocess
import sys


def readelf(*arguments):
    return subprocess.run(["readelf", "-W", *arguments], check=True, capture_output=True,
                          text=True).stdout


def find_gaps(program, fortified):
    head = readelf("--file-header", program)
    segments = readelf("--program-headers", program)
    dynamic = readelf("--dynamic", program)
    symbols = readelf("--dyn-syms", program)

    if not re.search(r"Type:\s+DYN", head):
        yield "is no position-independent program"
    if "GNU_RELRO" not in segments:
        yield "leaves its relocations writable"
    if not re.search(r"\bBIND_NOW\b|Flags:.*\bNOW\b", dynamic):
        yield "looks for functions only when it calls them, so their addresses stay writable"
    stack = re.search(r"GNU_STACK(?:\s+\S+){5}\s+([RWE ]+?)\s+0x", segments)
    if stack is None or "E" in stack.group(1):
        yield "has a stack that can be executed"
    if "__stack_chk_fail" not in symbols:
        yield "does not notice when its stack is overwritten"
    if fortified and not re.search(r"__\w+_chk@", symbols.replace("__stack_chk_fail", "")):
        yield "uses no fortified function"
    if re.search(r"R(?:UN)?PATH.*\[(?!\$ORIGIN)[^\]]*/tmp", dynamic):
        yield "looks for libraries where anybody may put one"


def main():
    fortified = sys.argv[1] == "yes"
    gaps = [f"{program} {gap}" for program in sys.argv[2:]
            for gap in find_gaps(program, fortified)]
    for gap in gaps:
        print(gap)
    print(f"{len(sys.argv) - 2} programs, {len(gaps)} gaps")
    return 1 if gaps or len(sys.argv) < 3 else 0


if __name__ == "__main__":
    sys.exit(main())
