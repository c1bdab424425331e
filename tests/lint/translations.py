#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the translations to the source: what can be read of it by gettext, and each language.

usage: translations.py [ROOT]

Of the source: a format of several parts has a comment for translators. Of each language of
po/LINGUAS: its file passes msgfmt's checks and its keys, formats of dates stay formats of dates, and
nothing is missing, fuzzy, or left as it was in English.
"""

import html
import pathlib
import re
import subprocess
import sys
import tempfile

import po_file

HERE = pathlib.Path(__file__).resolve().parents[2]

LANGUAGES = ("de", "es", "fr", "it", "ja", "nl", "pt_BR", "zh_TW")
# Of the messages over 12 characters so many may be the same in another language.
MAX_EQUAL = 0.05
MIN_LENGTH = 12

# What is the same in every language, and why.
SAME_EVERYWHERE = (
    (re.compile(r"^(Hyper Backup Vault|Amazon S3|Google Drive|Google Cloud Storage|Microsoft Azure"
                r"|OpenStack Swift|SFR NAS Backup|Synology C2|OneDrive|HiDrive|Dropbox|WebDAV|hubiC)$"),
     "a proper name"),
    (re.compile(r"^[^A-Za-z]*$"), "no words"),
    (re.compile(r"^(?:[^\w%]*%[-+ #0']*(?:\d+\$)?\d*(?:ll|l|h)?[A-Za-z%][^\w%]*)+$"),
     "parts that are put together, without a word of its own"),
    (re.compile(r"^translator-credits$"), "a place for the translators' names"),
)

PRINTF = re.compile(r"%(?:\d+\$)?[-+ #0']*\d*(?:\.\d+)?(?:ll|l|h|z)?[a-zA-Z%]")
DATE = re.compile(r"%[-_0EO^#]*[a-zA-Z%]")
DATE_LETTERS = set("aAbBcCdeFgGhHIjklmMnpPrRsStTuUVwxXyYzZ%")
# Which letters say the same in another way.
DATE_MEANINGS = {"a": "a", "A": "a", "b": "b", "B": "b", "h": "b", "m": "b", "d": "d", "e": "d",
                 "Y": "Y", "y": "Y", "G": "Y", "H": "H", "k": "H", "I": "H", "l": "H", "M": "M",
                 "p": "p", "P": "p"}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
TAG = re.compile(r"</?[a-z]+>")


def is_date_format(message):
    """Of g_date_time_format(): xgettext does not take it for printf's."""
    found = DATE.findall(message.text)
    return bool(found) and "c-format" not in message.flags


def make_template(root, output):
    """As `ninja backstay-pot` does it, with the options that stand in po/meson.build."""
    build_file = (HERE / "po" / "meson.build").read_text(encoding="utf-8")
    options = re.findall(r"'(--[^']+)'", build_file)
    subprocess.run(["xgettext", "--package-name=backstay", f"--directory={root}",
                    f"--files-from={root}/po/POTFILES.in", f"--output={output}", *options],
                   check=True, capture_output=True, text=True)


def is_put_together(message):
    """Parts of which nobody could tell what they are: two texts, or nothing but formats."""
    parts = PRINTF.findall(message.text)
    texts = [part for part in parts if part.endswith("s")]
    words = re.findall(r"[A-Za-z]{3,}", PRINTF.sub("", message.text))
    return bool(texts) and (len(words) == 0 or (len(parts) >= 2 and len(words) < 4))


def check_template(messages):
    for message in messages:
        where = message.places[0] if message.places else "?"
        if is_date_format(message) or ("c-format" in message.flags and is_put_together(message)):
            if not message.comments:
                yield f"{where}: {message}: a comment for translators must say what stands there"


def without_mnemonic(text):
    return text.replace("_", "")


def check_message(message):
    originals = [message.text] + ([message.plural] if message.plural else [])
    for translation in message.translations:
        if is_date_format(message):
            letters = [part[-1] for part in DATE.findall(translation)]
            wrong = set(letters) - DATE_LETTERS
            if wrong:
                yield f"%{wrong.pop()} is no part of a date"
            wanted = {DATE_MEANINGS[part[-1]] for part in DATE.findall(message.text)}
            there = {DATE_MEANINGS.get(letter) for letter in letters} - {None, "p"}
            if wanted != there:
                yield f"of the date {message.text!r} {translation!r} shows other parts"
        if sorted(OPTION.findall(translation)) not in [sorted(OPTION.findall(o)) for o in originals]:
            yield "the names of options are not the same"
        if sorted(TAG.findall(translation)) not in [sorted(TAG.findall(o)) for o in originals]:
            yield "its markup is not the same"
        # The keys of menus and buttons: one each, as in the original.
        if any(place.split(":")[0].endswith(".ui") for place in message.places):
            if translation.count("_") != message.text.count("_"):
                yield "its key (_) is missing, or there are two"
        # What stands between two things is written without a space elsewhere.
        is_separator = message.text.strip(" ,;:·") == ""
        for text in ("\n",) if is_separator else (" ", "\n"):
            if message.text.startswith(text) != translation.startswith(text):
                yield "it begins in another way"
            if message.text.endswith(text) != translation.endswith(text):
                yield "it ends in another way"
        if html.unescape(translation) != translation and html.unescape(message.text) == message.text:
            yield "it has an entity, and the original has none"


def is_same(message):
    if len(message.text) <= MIN_LENGTH or any(p.match(message.text) for p, _ in SAME_EVERYWHERE):
        return None
    return without_mnemonic(message.translations[0]) == without_mnemonic(message.text)


def check_language(root, language, template, folder):
    path = root / "po" / f"{language}.po"
    if not path.is_file():
        yield f"po/LINGUAS names {language}, and there is no po/{language}.po"
        return
    for options in (["--check"], ["--check-accelerators=_"]):
        done = subprocess.run(["msgfmt", *options, "--output-file=/dev/null", str(path)],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            yield f"{language}: msgfmt {options[0]}: {done.stderr.strip()}"

    # As `ninja backstay-update-po` would have it: what the source has now.
    merged = folder / f"{language}.po"
    subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", f"--output-file={merged}",
                    str(path), str(template)], check=True, capture_output=True)
    header, *messages = po_file.read(merged)
    fields = dict(line.split(": ", 1) for line in header.translations[0].splitlines() if ": " in line)
    if fields.get("Language") != language:
        yield f"{language}: its header says that it is {fields.get('Language')}"
    if fields.get("Content-Type") != "text/plain; charset=UTF-8":
        yield f"{language}: it is not in UTF-8"

    missing = [message for message in messages if not message.is_translated]
    for message in missing[:5]:
        yield f"{language}: {message} is not translated"
    if len(missing) > 5:
        yield f"{language}: and {len(missing) - 5} more are not translated"

    translated = [message for message in messages if message.is_translated]
    for message in translated:
        yield from (f"{language}: {message}: {what}" for what in check_message(message))
    judged = [(message, is_same(message)) for message in translated]
    counted = [message for message, same in judged if same is not None]
    equal = [message for message, same in judged if same]
    if counted and len(equal) > MAX_EQUAL * len(counted):
        yield (f"{language}: {len(equal)} of {len(counted)} messages over {MIN_LENGTH} characters equal "
               f"their original, such as " + ", ".join(str(message) for message in equal[:5]))


def listed_languages(root):
    lines = (root / "po" / "LINGUAS").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def check(root):
    languages = listed_languages(root)
    problems = []
    if languages != sorted(set(languages)):
        problems.append("po/LINGUAS is not sorted, or names a language twice")
    problems += [f"po/LINGUAS names {language}, which is not one of {', '.join(LANGUAGES)}"
                 for language in languages if language not in LANGUAGES]
    problems += [f"{path.name} is there, and po/LINGUAS does not name it"
                 for path in sorted((root / "po").glob("*.po")) if path.stem not in languages]
    with tempfile.TemporaryDirectory() as folder:
        template = pathlib.Path(folder) / "backstay.pot"
        make_template(root, template)
        messages = po_file.read(template)[1:]
        problems += check_template(messages)
        for language in languages:
            problems += check_language(root, language, template, pathlib.Path(folder))
    return len(messages), languages, problems


def main():
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE
    count, languages, problems = check(root)
    for problem in problems:
        print(problem)
    print(f"{count} messages, languages: {', '.join(languages) or 'none yet'}, "
          f"{len(problems)} problems")
    return 1 if problems or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
