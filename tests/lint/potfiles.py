#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds po/POTFILES.in to what is there: every file with translatable text, no other, sorted.

usage: potfiles.py [--fix] [ROOT]
"""

import pathlib
import re
import sys

IN_C = re.compile(r'\b(_|N_|C_|NC_|Q_|ngettext|dgettext|g_d[np]?gettext2?)\s*\(\s*(NULL\s*,\s*)?"')
IN_UI = re.compile(r"""translatable\s*=\s*["'](yes|true|1)["']""")


def is_translatable(path):
    if path.suffix in (".c", ".h"):
        return IN_C.search(path.read_text(encoding="utf-8")) is not None
    if path.suffix == ".ui":
        return IN_UI.search(path.read_text(encoding="utf-8")) is not None
    # Desktop entries, metainfo and settings always have text for people.
    return bool(re.search(r"\.(desktop|metainfo\.xml)(\.in)*$|\.gschema\.xml$", path.name))


def translatable_files(root):
    """All files with text for people, relative to ROOT."""
    paths = [path for folder in ("data", "src") for path in (root / folder).rglob("*")]
    return {str(p.relative_to(root)) for p in paths if p.is_file() and is_translatable(p)}


def fix(root):
    potfiles = root / "po" / "POTFILES.in"
    lines = potfiles.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    potfiles.write_text("\n".join(comments + sorted(translatable_files(root))) + "\n",
                        encoding="utf-8")


def check(root):
    problems = []
    lines = (root / "po" / "POTFILES.in").read_text(encoding="utf-8").splitlines()
    listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if listed != sorted(set(listed)):
        problems.append("po/POTFILES.in is not sorted, or names a file twice")
    found = translatable_files(root)
    for name in sorted(found - set(listed)):
        problems.append(f"{name} has translatable text and is not in po/POTFILES.in")
    for name in sorted(set(listed) - found):
        reason = "has no translatable text" if (root / name).exists() else "does not exist"
        problems.append(f"po/POTFILES.in names {name}, which {reason}")
    return len(listed), problems


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    arguments = [a for a in sys.argv[1:] if a != "--fix"]
    root = pathlib.Path(arguments[0]).resolve() if arguments else here
    if "--fix" in sys.argv[1:]:
        fix(root)
    files, problems = check(root)
    for problem in problems:
        print(problem)
    print(f"{files} files listed, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
