# SPDX-License-Identifier: GPL-3.0-or-later
"""How each of the own sources is compiled, for programs that want to read them the same way."""

import json
import pathlib
import shlex

TOP = pathlib.Path(__file__).resolve().parents[2]


def read_commands(folder, *places):
    """Path and compiler options of each source below these places of the tree. What gdbus-codegen
    wrote stands in the build folder, so it is not among them."""
    for entry in json.loads((folder / "compile_commands.json").read_text(encoding="utf-8")):
        path = (folder / entry["file"]).resolve()
        if any(path.is_relative_to(TOP / place) for place in places):
            words = shlex.split(entry["command"])
            first = next(i for i, word in enumerate(words) if word.startswith("-"))
            yield path, words[first:words.index("-o")]
