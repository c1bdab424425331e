#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks a piece of the program in listed ways, one at a time, and wants a test to fail each time.

usage: mutants.py BUILD-FOLDER LIST [NUMBER…]

LIST is a file in Python with
  PROGRAMS  the tests that have to notice, as named below the build folder
  LEAST     how many ways there have to be
  MUTANTS   rows of (what is broken, file, text, other text); the text stands there exactly once

For each row the one file is compiled, changed, as the build folder compiles it, but without
optimisation, and takes its own place in the tests: nothing else is built, and neither the sources
nor the build folder change. A row whose text is not found, or that does not compile, is an error of
the list. With numbers only those rows run. Speaks TAP.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import runpy
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# "test:ERROR:../tests/x.c:12:test_x: assertion failed (…)", "(test:1): dsm-CRITICAL **: 10:00: …"
COMPLAINT = re.compile(r"\b(ERROR|CRITICAL|WARNING)(?::\S*?([^/:\s]+:\d+):\w+| \*\*)?: ?(.*)")
LIMIT = 60  # s; a broken program that never ends is noticed too
JOBS = min(2, os.cpu_count() or 1)


class WrongList(Exception):
    """A row that says nothing about the tests."""


class Build:
    """How the build folder compiles and links."""

    def __init__(self, folder, programs):
        self.folder = folder
        with open(folder / "compile_commands.json", encoding="utf-8") as file:
            entries = json.load(file)
        self.compilers = {(pathlib.Path(entry["directory"]) / entry["file"]).resolve():
                          shlex.split(entry["command"]) for entry in entries}
        self.linkers = {program: self.find_linker(program) for program in programs}

    def find_linker(self, program):
        done = subprocess.run(["ninja", "-t", "commands", program], cwd=self.folder, text=True,
                              capture_output=True, check=True)
        words = shlex.split(done.stdout.splitlines()[-1])
        if words[words.index("-o") + 1] != program:
            raise WrongList(f"{program} is not linked by one command")
        return words

    def compile(self, source, place):
        """Compiles the changed text of a source; returns the object."""
        words = list(self.compilers[ROOT / source])
        while pathlib.Path(words[0]).name == "ccache":
            words.pop(0)
        for flag in ("-MQ", "-MF"):
            at = words.index(flag)
            del words[at:at + 2]
        changed = place / pathlib.Path(source).name
        product = changed.with_suffix(".o")
        words[words.index("-o") + 1] = str(product)
        words[words.index("-c") + 1] = str(changed)
        words = [word for word in words if word not in ("-MD", "-g") and "FORTIFY" not in word]
        # Its own folder is where its includes are looked for first; the copy's is another one.
        words += ["-O0", "-w", f"-I{(ROOT / source).parent}"]
        self.call(words, "compile")
        return product

    def link(self, program, product, place):
        """What is linked first is taken instead of the library's member."""
        words = list(self.linkers[program])
        path = place / pathlib.Path(program).name
        words[words.index("-o") + 1] = str(path)
        words.insert(words.index("-o") + 2, str(product))
        self.call(words, "link")
        return path

    def call(self, words, verb):
        done = subprocess.run(words, cwd=self.folder, text=True, capture_output=True, check=False)
        if done.returncode != 0:
            raise WrongList(f"does not {verb}: {done.stderr.strip()}")


def first_complaint(output, returncode):
    """The first assertion that did not hold, and the row of a test's table where it says so."""
    case = None
    for line in output.splitlines():
        found = COMPLAINT.search(line)
        if found:
            text = f"{found.group(2)} {found.group(3)}" if found.group(2) else found.group(3)
            return f"{case}: {text}" if case else text
        if line.startswith("# ") and not re.match(r"# (Start|End|random)|.*-DEBUG: ", line):
            case = line[2:]
        if line.startswith("ok "):
            case = None
        if line.startswith("not ok "):
            return line
    return f"ended by signal {-returncode}" if returncode < 0 else f"exit status {returncode}"


def run(path):
    """Returns: what the test complains of, None if of nothing"""
    try:
        done = subprocess.run([str(path), "--tap"], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True,
                              errors="replace", timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"did not end within {LIMIT} s"
    return first_complaint(done.stdout, done.returncode) if done.returncode != 0 else None


def judge(build, row):
    """Returns: whether the row is as it has to be, and what to say of it"""
    _, source, text, other = row
    try:
        original = (ROOT / source).read_text(encoding="utf-8")
        if original.count(text) != 1:
            raise WrongList(f"the text stands {original.count(text)} times in {source}")
        if text == other:
            raise WrongList("nothing is changed")
        with tempfile.TemporaryDirectory(prefix="backstay-mutant-") as folder:
            place = pathlib.Path(folder)
            (place / pathlib.Path(source).name).write_text(original.replace(text, other),
                                                           encoding="utf-8")
            product = build.compile(source, place)
            for program in build.linkers:
                complaint = run(build.link(program, product, place))
                if complaint:
                    return True, complaint
    except WrongList as error:
        return False, f"the list is wrong: {error}"
    return False, "SURVIVED: no test noticed"


def main():
    folder, name, *chosen = sys.argv[1:]
    table = runpy.run_path(name)
    rows = table["MUTANTS"]
    # Without a change they have to pass, or their failures say nothing.
    build = Build(pathlib.Path(folder).resolve(), table["PROGRAMS"])
    for program in build.linkers:
        complaint = run(build.folder / program)
        if complaint:
            print(f"Bail out! {program} fails without a change: {complaint}")
            return 1
    if len(rows) < table["LEAST"] or len({row[0] for row in rows}) < len(rows) \
            or len({row[1:] for row in rows}) < len(rows):
        print(f"Bail out! {len(rows)} ways, wanted {table['LEAST']} or more, each another one")
        return 1

    numbers = [int(number) for number in chosen] or range(1, len(rows) + 1)
    print(f"1..{len(numbers)}")
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        answers = pool.map(lambda number: judge(build, rows[number - 1]), numbers)
        for number, (good, says) in zip(numbers, answers):
            failed += not good
            what, source = rows[number - 1][:2]
            # In TAP "#" begins a directive.
            says = " ".join(says.split()).replace("#", "\\#")
            print(f"{'ok' if good else 'not ok'} {number} - {pathlib.Path(source).name}: {what} "
                  f"-> {says}", flush=True)
    print(f"# {len(numbers)} ways, {failed} not noticed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
