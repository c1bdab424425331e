#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a language that nobody speaks: English with accents, in brackets, 40 % longer.

usage: pseudo_locale.py FOLDER

FOLDER/LANGUAGE/LC_MESSAGES/backstay.mo. What is not in brackets on the screen does not come from
gettext, what is in several brackets is put together, and what has no room is too long for other
languages, too. Formats, markup, names of options and the keys of menus stay.
"""

import pathlib
import re
import subprocess
import sys

import po_file
import translations

LANGUAGE = "qaa"  # for private use; left to right, two plural forms

ACCENTS = str.maketrans("ACDEGIKLNORSTUYZacdegiklnorstuyz", "ÅÇĐÉĜÎĶŁÑÖŔŠŢÜÝŽåçđéĝîķłñöŕšţüýž")
# What has to stay as it is.
KEPT = re.compile("|".join((translations.PRINTF.pattern, translations.TAG.pattern,
                            translations.OPTION.pattern, r"_\w", r"&\w+;", r"\bhttps?://\S+")))


def lengthen(text):
    """TEXT, 40 % longer, by words that may be wrapped."""
    missing = max(len(text) * 2 // 5, 1)
    words = []
    while missing > 0:
        words.append("~" * min(missing, 6))
        missing -= 7
    return f"{text} {' '.join(words)}"


def pretend(text):
    body = text.strip("\n ")
    if not re.search(r"[A-Za-z]", KEPT.sub("", body)):
        return text
    start = text.index(body)
    accented, position = "", 0
    for match in KEPT.finditer(body):
        accented += body[position:match.start()].translate(ACCENTS) + match[0]
        position = match.end()
    accented += body[position:].translate(ACCENTS)
    return f"{text[:start]}[{lengthen(accented)}]{text[start + len(body):]}"


def write(messages, output):
    lines = ['msgid ""', 'msgstr ""',
             po_file.quote(f"Language: {LANGUAGE}\n"),
             po_file.quote("Content-Type: text/plain; charset=UTF-8\n"),
             po_file.quote("Plural-Forms: nplurals=2; plural=(n != 1);\n")]
    for message in messages:
        # A format of a date has nothing to read but what it makes.
        is_date = translations.is_date_format(message)
        lines.append("")
        if "c-format" in message.flags:
            lines.append("#, c-format")
        if message.context is not None:
            lines.append(f"msgctxt {po_file.quote(message.context)}")
        lines.append(f"msgid {po_file.quote(message.text)}")
        if message.plural is None:
            translated = message.text if is_date else pretend(message.text)
            lines.append(f"msgstr {po_file.quote(translated)}")
        else:
            lines.append(f"msgid_plural {po_file.quote(message.plural)}")
            for number, text in enumerate((message.text, message.plural)):
                lines.append(f"msgstr[{number}] {po_file.quote(pretend(text))}")
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    folder = pathlib.Path(sys.argv[1]).resolve() / LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    template, catalogue = folder / "backstay.pot", folder / "backstay.po"
    translations.make_template(translations.HERE, template)
    write(po_file.read(template)[1:], catalogue)
    subprocess.run(["msgfmt", "--check-format", f"--output-file={folder}/backstay.mo",
                    str(catalogue)], check=True)


if __name__ == "__main__":
    main()
