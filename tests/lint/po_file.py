# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads gettext's files of messages, .po and .pot."""

import re
import subprocess

LINE = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?) "(.*)"$')
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"'}


def unquote(text):
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[0]), text)


def quote(text):
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


class Message:
    """One message: what the program says, and how it is said in another language."""

    def __init__(self):
        self.context = None
        self.text = ""
        self.plural = None
        self.translations = []  # one, or one for each plural form
        self.flags = set()
        self.comments = []  # for translators
        self.places = []

    @property
    def is_header(self):
        return self.text == "" and self.context is None

    @property
    def is_translated(self):
        return "fuzzy" not in self.flags and all(self.translations)

    def __str__(self):
        context = f"{self.context}|" if self.context is not None else ""
        return f"{context}{self.text!r}"


def read(path):
    """The messages of the file at PATH, without those that are obsolete; the header comes first."""
    text = subprocess.run(["msgattrib", "--no-obsolete", "--no-wrap", str(path)],
                          check=True, capture_output=True, text=True).stdout
    messages = []
    for block in text.split("\n\n"):
        message, field = Message(), None
        parts = {}
        for line in block.splitlines():
            match = LINE.match(line)
            if match:
                field = match[1]
                parts[field] = unquote(match[2])
            elif line.startswith('"') and field:
                parts[field] += unquote(line[1:-1])
            elif line.startswith("#,"):
                message.flags |= {flag.strip() for flag in line[2:].split(",")}
            elif line.startswith("#."):
                message.comments.append(line[2:].strip())
            elif line.startswith("#:"):
                message.places += line[2:].split()
        if "msgid" not in parts:
            continue
        message.context = parts.get("msgctxt")
        message.text = parts["msgid"]
        message.plural = parts.get("msgid_plural")
        message.translations = [value for name, value in parts.items() if name.startswith("msgstr")]
        messages.append(message)
    return messages
