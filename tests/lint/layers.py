#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who includes whom: holds every #include of src/ to the table of rooms.

usage: layers.py [ROOT]
"""

import pathlib
import re
import sys

ROOMS = {
    # room: the rooms that it may use, the libraries that it may use beside GLib and GIO
    "base": ((), ("i18n",)),
    "dsm": (("base",), ("soup", "json")),
    "model": (("base", "dsm"), ("i18n",)),
    "store": (("base", "model"), ("secret", "sqlite", "i18n")),
    "monitor": (("base", "model"), ("i18n",)),
    "desktop": (("base", "model", "monitor"), ("cairo", "i18n")),
    "ui": (("base", "model", "monitor"), ("gtk", "cairo", "i18n")),
    "demo": (("base",), ("soup", "json", "gnutls")),
    "app": (
        ("base", "dsm", "model", "store", "monitor", "desktop", "ui", "demo"),
        ("gtk", "cairo", "soup", "json", "secret", "sqlite", "i18n"),
    ),
    "cli": (
        ("base", "dsm", "model", "store", "monitor", "demo"),
        ("soup", "json", "secret", "sqlite", "i18n"),
    ),
}

# What a public header may not show, though the room's .c files use it.
HIDDEN = {
    "dsm": {"soup", "json"},
    "model": {"dsm"},
}

LIBRARIES = (
    ("i18n", re.compile(r"glib/gi18n(-lib)?\.h|libintl\.h|locale\.h")),
    ("gtk", re.compile(r"(gtk|gdk|gsk|graphene|pango)[-/].*|adwaita\.h|graphene\.h")),
    ("soup", re.compile(r"libsoup/.*")),
    ("json", re.compile(r"json-glib/.*")),
    ("secret", re.compile(r"libsecret/.*")),
    ("sqlite", re.compile(r"sqlite3\.h")),
    ("gnutls", re.compile(r"gnutls/.*")),
    ("cairo", re.compile(r"cairo.*")),
    # GLib, GIO, and the C and POSIX library: free for all.
    (None, re.compile(r"glib(-object|-unix)?\.h|glib/.*|gio/.*|gobject/.*|gmodule\.h")),
    (None, re.compile(r"(sys|netinet|arpa)/\w+\.h|[a-z_]+\.h|endian\.h")),
)

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
GENERATED = re.compile(r"(.*-)?(resources|enums|generated|config)\.h")


def library(name):
    for found, pattern in LIBRARIES:
        if pattern.fullmatch(name):
            return found
    return "unknown"


def check(root):
    """The violations below ROOT/src, as sentences."""
    source = root / "src"
    files = sorted(p for p in source.rglob("*") if p.suffix in (".c", ".h"))
    problems = []
    owners = {}
    for path in files:
        if path.suffix == ".h":
            room = path.relative_to(source).parts[0]
            if path.name in owners:
                problems.append(f"{path.relative_to(root)}: a header of this name is in "
                                f"src/{owners[path.name]} too")
            owners[path.name] = room

    for path in files:
        shown = path.relative_to(root)
        room = path.relative_to(source).parts[0]
        if room not in ROOMS:
            problems.append(f"{shown}: src/{room} is not a room")
            continue
        rooms, libraries = ROOMS[room]
        public = path.suffix == ".h" and not path.stem.endswith(("-private", "private"))
        hidden = HIDDEN.get(room, set()) if public else set()
        for quote, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if quote == "<":
                used = library(name)
                if used == "unknown":
                    problems.append(f"{shown}: <{name}> belongs to no library of the table")
                elif used is not None and used not in libraries:
                    problems.append(f"{shown}: {room} may not use {used} (<{name}>)")
                elif used in hidden:
                    problems.append(f"{shown}: a public header of {room} shows {used} (<{name}>)")
                continue
            base = name.rsplit("/", 1)[-1]
            owner = owners.get(base)
            if owner is None:
                if not GENERATED.fullmatch(base):
                    problems.append(f'{shown}: "{name}" is in no room')
            elif owner != room:
                if owner not in rooms:
                    problems.append(f'{shown}: {room} may not use {owner} ("{name}")')
                elif owner in hidden:
                    problems.append(f'{shown}: a public header of {room} shows {owner} ("{name}")')
                if base.endswith("private.h"):
                    problems.append(f'{shown}: "{name}" is private to {owner}')
    return len(files), problems


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else here
    files, problems = check(root)
    for problem in problems:
        print(problem)
    print(f"{files} files, {len(problems)} wrong includes")
    if files == 0:
        print("No files were found: is this the right folder?")
    return 1 if problems or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
