#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command and option of backstayctl's grammar is in its man page and in both completions,
and these name none that does not exist.

usage: command-line.py [ROOT]
"""

import pathlib
import re
import sys

OPTION = re.compile(r'\[BKS_CLI_OPTION_(\w+)\] = \{\s*"([a-z-]+)",\s*(?:0|\'(\w)\'),\s*(NULL|"[^"]+")')
COMMAND = re.compile(r'\{\s*"([a-z -]+)",\s*BKS_CLI_COMMAND_(\w+),\s*"([^"]*)",\s*-?\w+,\s*-?\w+,'
                     r'\s*([^,]+),')
BITS = re.compile(r"#define (\w+_BITS)\s+\((.*)\)")
NAMED = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


class Grammar:
    def __init__(self, root):
        sources = "\n".join(path.read_text(encoding="utf-8")
                            for path in sorted((root / "src/cli").glob("*.[ch]")))
        found = OPTION.findall(sources)
        # What stands after the name: True = a value.
        self.options = {name: value != "NULL" for _, name, _, value in found}
        self.letters = {letter for _, _, letter, _ in found if letter}
        names = {enum: name for enum, name, _, _ in found}
        bits = dict(BITS.findall(sources))
        self.commands = {}
        for name, _, arguments, own in COMMAND.findall(sources):
            for macro, meaning in bits.items():
                own = own.replace(macro, meaning)
            belonging = {names.get(enum, enum) for enum in re.findall(r"BIT \((\w+)\)", own)}
            self.commands[name] = (arguments, belonging)
        self.own = set().union(*(own for _, own in self.commands.values()))
        # The grammar was read only if nothing of the two enumerations is missing.
        self.lost = set(re.findall(r"^\s+BKS_CLI_OPTION_(\w+)\b", sources, re.M)) - set(names)
        ids = {identifier for _, identifier, _, _ in COMMAND.findall(sources)}
        self.lost |= (set(re.findall(r"^\s+BKS_CLI_COMMAND_(\w+),$", sources, re.M)) - ids)


def between(text, start, end):
    _, _, rest = text.partition(start)
    return rest.partition(end)[0]


def foreign(grammar, text):
    for option in sorted({word[2:] for word in NAMED.findall(text)} - set(grammar.options)):
        yield f"--{option} is no option"


def check_man(grammar, text):
    for name, takes_value in grammar.options.items():
        if not re.search(rf"^\s*(-\w, )?--{name}{' [A-Z0-9]+' if takes_value else '(?:  |$)'}", text,
                         re.M):
            yield f"--{name} is not described"
    for name, (arguments, own) in grammar.commands.items():
        entry = re.search(rf"^\*\*{name}\*\*(.*)\n {{4}}\S", text, re.M)
        if not entry:
            yield f"the command {name} has no entry"
            continue
        wanted = arguments.strip("[]…").removesuffix("...")
        if wanted and f"*{wanted}*" not in entry.group(1):
            yield f"the entry of {name} lacks its argument {wanted}"
        for option in sorted(own):
            if f"**--{option}**" not in entry.group(1):
                yield f"the entry of {name} lacks --{option}"
    for name in re.findall(r"^\*\*([a-z][a-z -]*)\*\*.*\n {4}\S", text, re.M):
        if name not in grammar.commands:
            yield f"{name} is no command"
    # The options of the examples' other programs are letters.
    yield from foreign(grammar, text)


def check_words(grammar, words, group):
    """The words that are completed, against the commands; group = their first word, or none."""
    if group:
        wanted = {name.split()[1] for name in grammar.commands if name.startswith(group + " ")}
    else:
        wanted = {name.split()[0] for name in grammar.commands}
    for word in sorted(wanted - set(words)):
        yield f"the command {' '.join(filter(None, (group, word)))} is not completed"
    for word in sorted(set(words) - wanted):
        yield f"{' '.join(filter(None, (group, word)))} is no command"


def groups(grammar):
    return sorted({name.split()[0] for name in grammar.commands if " " in name})


def check_bash(grammar, text):
    yield from check_words(grammar, between(text, "local commands='", "'").split(), None)
    for group in groups(grammar):
        found = re.search(rf'^\s*{group}\) _backstayctl_reply "\$current" (.*) ;;$', text, re.M)
        yield from check_words(grammar, found.group(1).split() if found else [], group)

    everywhere = set(between(text, "local everywhere='", "'").split())
    wanted = {f"--{name}" for name in grammar.options} - {f"--{name}" for name in grammar.own}
    for option in sorted(everywhere ^ wanted):
        yield f"{option} is missing among the options for all commands, or does not belong there"
    owners = {}
    for names, own in re.findall(r"^\s*(\S.*)\) own='(.*)' ;;$", text, re.M):
        for name in names.split("|"):
            owners[name.strip("'")] = {word[2:] for word in own.split()}
    for name, (_, own) in grammar.commands.items():
        for option in sorted(own ^ owners.get(name, set())):
            yield f"{name}: --{option} is missing, or does not belong there"

    values = between(text, "--nas|", ")").replace("\\\n", "")
    values = {"nas", *(word.strip()[2:] for word in values.split("|"))}
    for name, takes_value in grammar.options.items():
        if takes_value != (name in values):
            yield f"--{name} {'takes a value' if takes_value else 'takes no value'}"
    yield from foreign(grammar, text)


def check_zsh(grammar, text):
    for group in (None, *groups(grammar)):
        name = f"_backstayctl_{group}_commands" if group else "_backstayctl_commands"
        words = re.findall(r"^\s+'([a-z-]+):", between(text, f"{name} () {{", "\n}"), re.M)
        yield from check_words(grammar, words, group)
    for name, takes_value in grammar.options.items():
        if not re.search(rf"--{name}{'=' if takes_value else ''}(\[|\}}')", text):
            yield f"--{name} is not completed, or not as what it is"
    yield from foreign(grammar, text)


PLACES = (
    ("data/man/backstayctl.1.rst", check_man),
    ("data/completion/backstayctl.bash", check_bash),
    ("data/completion/_backstayctl", check_zsh),
)


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else here
    grammar = Grammar(root)
    problems = [f"src/cli: {word} is in no table that this check can read" for word in
                sorted(grammar.lost)]
    if not grammar.options or not grammar.commands:
        problems.append("src/cli: no grammar was found")
    for name, check in PLACES:
        text = (root / name).read_text(encoding="utf-8")
        problems += [f"{name}: {what}" for what in check(grammar, text)]
    for problem in problems:
        print(problem)
    print(f"{len(grammar.commands)} commands, {len(grammar.options)} options, "
          f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
