#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that a machine can check, file by file.

usage: rules.py [ROOT]

Licence line, length, log domain, words that have no place here, calls that block, secrets that are
properties, markup.
"""

import pathlib
import re
import sys

FOLDERS = ("src", "tests", "data", "po", "flatpak", ".ci")
TOP_FILES = ("meson.build", "meson_options.txt", "README.md", ".clang-format")
MAX_LINES = 800

# Data that belongs to no author, or cannot carry a comment.
WITHOUT_LICENCE_LINE = (".json", ".md", ".png", ".txt", ".po", ".pot", ".supp", ".pem")
MEASURED = (".c", ".h", ".py", ".sh", ".ui", ".css")
LICENCE = "SPDX-License-Identifier: "
C_LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */"

LOG_DOMAINS = {
    "base": "bks-base",
    "dsm": "dsm",
    "model": "bks-model",
    "store": "bks-store",
    "monitor": "bks-monitor",
    "desktop": "bks-desktop",
    "ui": "bks-ui",
    "demo": "bks-demo",
    "app": "bks",
    "cli": "backstayctl",
}

# Everywhere.
WORDS = (
    (re.compile(r"\b(TODO|FIXME|XXX|HACK)\b"), "unfinished business"),
    (re.compile(r"(?<![\w.$}~*])/(root|home|work)/\w"), "a path of somebody's machine"),
    (re.compile(r"\b(GTK|GLIB|ADW|SOUP|JSON|PANGO)_CHECK_VERSION\b"), "a switch on a version"),
)

# In src/, but for the command line, which has nothing else to do.
BLOCKING = (
    (re.compile(r"\b(g_usleep|usleep|nanosleep|sleep) ?\("), "sleeps"),
    (re.compile(r"\bg_spawn_(command_line_)?sync ?\("), "waits for a program"),
    (re.compile(r"\bg_subprocess_(wait|communicate)(_check|_utf8)? ?\("), "waits for a program"),
    (re.compile(r"\bsoup_session_send(_and_read)? ?\("), "waits for the network"),
    (re.compile(r"\bg_dbus_(connection|proxy)_call_sync ?\("), "waits for another program"),
    (re.compile(r"\bg_bus_get_sync ?\("), "waits for another program"),
    (re.compile(r"\bg_file_(load_contents|replace_contents|copy|query_info) ?\("), "waits for a disk"),
)
# The demo NAS runs a loop on a thread of its own.
NESTED_LOOP = re.compile(r"\bg_main_loop_run ?\(|\bg_main_context_iteration ?\([^)]*TRUE")

# Whatever is a property is shown by an inspector, printed in warnings, and kept in values.
SECRET_PROPERTY = re.compile(
    r'\bg_param_spec_\w+ ?\(\s*"(?:[\w-]*-)?(?:pass\w*|secret|sid|session-id|token|otp|code|device-id)"')
# What takes text of a NAS for markup, other than through g_markup_escape_text().
MARKUP = re.compile(r"\b(gtk_label_set_markup|gtk_widget_set_tooltip_markup|pango_parse_markup)"
                    r" ?\((?!.*_ \()")

DRAWERS = re.compile(r"(^|[-_])(utils?|helpers?|misc|common|stuff)$")


def is_text(path):
    # What the fuzzers start from is input, as it came.
    return path.suffix not in (".png", ".mo", ".gresource") and "corpus" not in path.parts


def files_below(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and is_text(path):
                yield path
    for name in TOP_FILES:
        if (root / name).is_file():
            yield root / name


def check_licence(path, lines):
    if path.suffix in (".c", ".h"):
        if not lines or lines[0] != C_LICENCE:
            yield 1, "the first line is not the licence line"
    elif path.suffix not in WITHOUT_LICENCE_LINE:
        if not any(LICENCE in line for line in lines[:3]):
            yield 1, "no licence line at the top"


def check_source(shown, text, lines):
    parts = shown.parts
    room = parts[1] if len(parts) > 2 else None
    if shown.suffix == ".c" and room in LOG_DOMAINS:
        wanted = f'#define G_LOG_DOMAIN "{LOG_DOMAINS[room]}"'
        if wanted not in lines:
            yield 1, f"no line '{wanted}'"
    if DRAWERS.search(shown.stem):
        yield 1, "a file that is named like a drawer, not after what it does"
    if shown.suffix != ".c" or room == "cli":
        return
    for number, line in enumerate(lines, 1):
        if SECRET_PROPERTY.search(line):
            yield number, "a property that holds a secret"
        if MARKUP.search(line):
            yield number, "markup that is no constant text"
        for pattern, what in BLOCKING:
            if pattern.search(line):
                yield number, f"{what} on the thread that draws"
        if room != "demo" and NESTED_LOOP.search(line):
            yield number, "a main loop inside the main loop"


def check(root):
    problems = []
    count = 0
    for path in files_below(root):
        count += 1
        shown = path.relative_to(root)
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        lines = text.splitlines()
        found = list(check_licence(path, lines))
        if path.suffix in MEASURED and len(lines) > MAX_LINES:
            found.append((MAX_LINES, f"{len(lines)} lines: over {MAX_LINES}, split it by meaning"))
        # The checks and their own test name what they look for.
        if shown.parts[:2] != ("tests", "lint"):
            for number, line in enumerate(lines, 1):
                found += [(number, what) for pattern, what in WORDS if pattern.search(line)]
        if shown.parts[0] == "src":
            found += check_source(shown, text, lines)
        problems += [f"{shown}:{number}: {what}" for number, what in found]
    return count, problems


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else here
    count, problems = check(root)
    for problem in problems:
        print(problem)
    print(f"{count} files, {len(problems)} problems")
    return 1 if problems or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
