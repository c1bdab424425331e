# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shells complete, in the shells themselves."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from completion import Bash, Zsh

FOLDER = os.path.abspath(sys.argv.pop(1))
BASH = os.path.join(FOLDER, "backstayctl.bash")

COMMANDS = {"status", "tasks", "task", "run", "suspend", "resume", "cancel", "discard", "check",
            "check-cancel", "remove", "nas", "repositories", "repository", "versions", "statistics",
            "logs", "vault"}
EVERYWHERE = {"--nas", "--url", "--account", "--password-file", "--otp", "--pin",
              "--allow-plain-http", "--demo", "--json", "--timeout", "--help", "--version"}
LOGS = {"--limit", "--offset", "--keyword", "--from", "--to", "--level", "--task", "--csv"}
NAMES = ["office", "Büro", "my cellar", 'the "big" one', "back\\slash"]

CASES = (
    # typed, offered
    ("", COMMANDS),
    ("s", {"status", "suspend", "statistics"}),
    ("che", {"check", "check-cancel"}),
    ("--json ta", {"tasks", "task"}),
    ("--timeout 5 ta", {"tasks", "task"}),
    ("--timeout=5 ta", {"tasks", "task"}),
    ("--url https://nas.example:5001 --account a repo", {"repositories", "repository"}),
    ("--url=https://nas.example:5001 repo", {"repositories", "repository"}),
    ("nas ", {"list", "add", "remove"}),
    ("nas l", {"list"}),
    ("vault ", {"targets", "target", "concurrency", "statistics", "logs"}),
    ("--demo vault t", {"targets", "target"}),
    ("--a", {"--account", "--allow-plain-http"}),
    ("tasks --re", {"--repeat"}),
    ("tasks --int", {"--interval"}),
    ("run 4 --w", {"--wait"}),
    ("check 4 --w", {"--wait"}),
    ("remove 4 5 --y", {"--yes"}),
    ("status --w", set()),
    ("logs --le", {"--level"}),
    ("logs --level ", {"info", "warning", "error"}),
    ("logs --level w", {"warning"}),
    ("logs --level=w", {"warning"}),
    ("vault logs 1 --of", {"--offset"}),
    ("vault logs 1 --key", set()),
    ("tasks --nas ", set(NAMES)),
    ("--nas o", {"office"}),
    ("--nas=o", {"office"}),
    ("--nas B", {"Büro"}),
    ("--nas my", {"my cellar"}),
    ("nas remove of", {"office"}),
    ("tasks --json --js", set()),
)

# As a shell reads it, with a quote that may still be open.
LAST_WORD = re.compile(r"""(?:[^\s'"\\]|\\.|'[^']*'?|"[^"]*"?)*$""")

STUB = """#!/bin/sh
[ "$*" = "nas list --json" ] || exit 70
[ ! -e broken ] || { echo '{"error": {"kind": "keyring"}}'; exit 77; }
[ ! -e nonsense ] || { echo 'Segmentation "name" fault: "x"' >&2; exit 139; }
cat names.json
"""


class Completion:
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="backstayctl-completion-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.write("backstayctl", STUB)
        os.chmod(os.path.join(self.folder, "backstayctl"), 0o755)
        nas = [{"name": name, "url": "https://nas.example:5001", "account": "watch", "pin": None}
               for name in NAMES]
        self.write("names.json", json.dumps({"nas": nas}, ensure_ascii=False, separators=(",", ":")))
        self.write("secret one", "x")
        self.shell = self.start()
        self.addCleanup(self.shell.close)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def offered(self, typed):
        raise NotImplementedError

    def test_table(self):
        for typed, wanted in CASES:
            with self.subTest(typed=typed):
                self.assertEqual(self.offered(typed), wanted)

    def test_options(self):
        self.assertEqual(self.offered("--"), EVERYWHERE)
        self.assertEqual(self.offered("logs --"), EVERYWHERE | LOGS)
        self.assertEqual(self.offered("tasks --"), EVERYWHERE | {"--repeat", "--interval"})
        self.assertEqual(self.offered("nas list --"), EVERYWHERE)
        self.assertEqual(self.offered("vault logs 1 --"), EVERYWHERE | {"--limit", "--offset"})

    def test_files(self):
        self.assertEqual(self.offered("--password-file sec"), {"secret one"})
        self.assertEqual(self.offered("tasks --password-file=sec"), {"secret one"})

    def test_names_that_cannot_be_had(self):
        for trouble in ("broken", "nonsense"):
            with self.subTest(trouble=trouble):
                self.write(trouble, "")
                self.assertEqual(self.offered("tasks --nas "), set())
                self.assertEqual(self.offered("tasks --nas o"), set())
                os.remove(os.path.join(self.folder, trouble))
        self.write("names.json", '{"nas":[]}')
        self.assertEqual(self.offered("tasks --nas "), set())
        os.remove(os.path.join(self.folder, "backstayctl"))
        self.assertEqual(self.offered("tasks --nas "), set())


@unittest.skipUnless(shutil.which("bash"), "bash is not installed")
class InBash(Completion, unittest.TestCase):
    def start(self):
        return Bash(BASH, os.path.join(self.folder, "backstayctl"), self.folder)

    def offered(self, typed):
        last = LAST_WORD.search(typed).group()
        untouched = self.shell.read_words(typed)
        words = self.shell.complete(typed)
        if words == untouched:
            return set()
        option = re.match("--[a-z-]+=", last)
        before = len(untouched) - (last != "")
        return {word[option.end() if option else 0:] for word in words[before:]}

    def test_quoted(self):
        for typed in ("'my c", '"my c', "my\\ c"):
            with self.subTest(typed=typed):
                self.assertEqual(self.shell.press_tab(f"--nas {typed}"), ["--nas", "my cellar"])

    def test_after_the_end_of_options(self):
        self.assertEqual(self.offered("-- sta"), {"status", "statistics"})
        self.assertEqual(self.offered("-- --n"), set())

    def test_needs_nothing_else(self):
        done = subprocess.run(["bash", "--posix", "-euc", f". '{BASH}' && complete -p backstayctl"],
                              capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout, "complete -F _backstayctl backstayctl\n")
        self.assertEqual(done.stderr, "")


@unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
class InZsh(Completion, unittest.TestCase):
    def start(self):
        return Zsh(FOLDER, self.folder)

    def offered(self, typed):
        return {word.replace("\\ ", " ") for word in self.shell.complete(typed)}


if __name__ == "__main__":
    unittest.main(verbosity=2)
