# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line's grammar, and what never reaches a NAS."""
import os
import sys
import tempfile
import unittest

from ctl import Ctl
from odd_nas import ACCOUNT, PASSWORD, odd_nas

ctl = Ctl(sys.argv.pop(1))
URL = ["--url", "https://127.0.0.1:1", "--account", "a", "--password-file", "-"]

BAD = [
    [], ["frobnicate"], ["tasks", "--bogus"], ["tasks", "-x"], ["task"], ["task", "1", "2"],
    ["tasks", "1"], ["task", ""], ["tasks", "--timeout"], ["tasks", "--timeout", "abc"],
    ["tasks", "--timeout", "0"], ["tasks", "--timeout", "-3"], ["tasks", "--repeat", "0"],
    ["tasks", "--repeat", "x"], ["tasks", "--repeat", "2", "--interval", "x"],
    ["tasks", "--url"], ["tasks", "--url", "https://a"], ["tasks", "--demo", "--nas", "x"],
    ["tasks", "--demo", *URL], ["tasks", *URL, *URL], ["tasks", "--account", "a"],
    ["tasks", "--nas", "nowhere"], ["tasks"], ["status"], ["task", "4"], ["run", "4"],
    ["nas"], ["nas", "list", "--demo"], ["nas", "add", "x"], ["nas", "add", "x", "--demo"],
   ["nas", "remove", "x", "--nas", "x"], ["nas", "remove"], ["vault", "targets"],
    ["logs", "--limit", "5", "--csv"], ["versions", "4"], ["check", "4"], ["remove", "4", "--yes"],
    ["repositories"], ["statistics", "4"], ["tasks", "--demo", "--wait"], ["--demo"],
]


class Usage(unittest.TestCase):
    def test_json(self):
        for words in BAD:
            for place in (["--json", *words], [*words, "--json"]):
                if place[-2:-1] in (["--timeout"], ["--url"]):
                    continue  # there --json is the missing value; see below
                with self.subTest(words=place):
                    answer = ctl.run(*place, password="x", wanted=64)
                    error = answer.error("usage")
                    self.assertIsNone(error["code"])
                    self.assertIsNone(error["api"])

    def test_words(self):
        for words in BAD:
            with self.subTest(words=words):
                answer = ctl.run(*words, password="x", wanted=64)
                self.assertEqual(answer.out, b"")
                self.assertTrue(answer.err.startswith(b"backstayctl: "))

    def test_json_as_missing_value(self):
        ctl.run("tasks", "--url", "--json", wanted=64).error("usage")
        ctl.run("tasks", "--timeout", "--json", wanted=64).error("usage")

    def test_json_after_the_end_of_options(self):
        answer = ctl.run("task", "--nas", "x", "--", "--json", wanted=64)
        self.assertEqual(answer.out, b"")

    def test_how_to_name_one(self):
        error = ctl.run("tasks", "--json", wanted=64).error("usage")
        for option in ("--url", "--account", "--password-file"):
            self.assertIn(option, error["message"])

    def test_no_password_argument(self):
        answer = ctl.run("tasks", *URL, "--json", "--password=hunter2", wanted=64)
        answer.error("usage")
        self.assertNotIn(b"hunter2", answer.out + answer.err)

    def test_addresses(self):
        for url in ("ftp://nas", "https://", "https://anna:hunter2@nas", "https://nas:99999",
                    "https://nas:x", "anna:hunter2@nas:5001", "https://na s", "://"):
            with self.subTest(url=url):
                answer = ctl.run("tasks", "--url", url, "--account", "a", "--password-file", "-",
                                 "--json", password="x", wanted=64)
                answer.error("usage")
                self.assertNotIn(b"hunter2", answer.out + answer.err)

    def test_pins(self):
        for pin in ("", "abc", "0" * 63, "0" * 65, "g" * 64, "00:" * 31):
            with self.subTest(pin=pin):
                ctl.run("tasks", *URL, "--pin", pin, "--json", password="x",
                        wanted=64).error("usage")

    def test_help_and_version(self):
        self.assertIn(b"--password-file FILE", ctl.run("--help", wanted=0).out)
        self.assertIn(b"discard ID", ctl.run("-h", wanted=0).out)
        self.assertRegex(ctl.run("--version", wanted=0).out, rb"^backstayctl \d+\.\d+")
        self.assertEqual(list(ctl.run("--version", "--json", wanted=0).document()), ["version"])
        self.assertEqual(list(ctl.run("--json", "--help", wanted=0).document()), ["help"])

    def test_locale(self):
        ctl.run("tasks", "--json", "--account", "jos\u00e9", env={"LC_ALL": "C"},
                wanted=64).error("usage")

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            process = ctl.start("--version", stdout=full)
            _, err = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 74)
        self.assertIn(b"could not be written", err)


class PasswordFile(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.file = os.path.join(self.folder.name, "password")

    def tearDown(self):
        self.folder.cleanup()

    def write(self, data, mode=0o600):
        with open(self.file, "wb") as f:
            f.write(data)
        os.chmod(self.file, mode)

    def tasks(self, nas, name=None, input=b"", wanted=None):
        words = nas.connection()
        words[words.index("-")] = name or self.file
        return ctl.run("tasks", "--json", *words, input=input, wanted=wanted)

    def test_line_ends(self):
        secret = PASSWORD.encode()
        with odd_nas() as nas:
            for data in (secret, secret + b"\n", secret + b"\r\n", secret + b"\nsecond\n"):
                self.write(data)
                answer = self.tasks(nas, wanted=0)
                self.assertEqual(answer.err, b"")
                self.tasks(nas, "-", input=data, wanted=0)
            sent = [c[3]["passwd"] for c in nas.calls if c[1] == "login"]
            self.assertEqual(set(sent), {PASSWORD})
            self.assertEqual(len(sent), 8)
            self.assertEqual({c[3]["account"] for c in nas.calls if c[1] == "login"}, {ACCOUNT})

    def test_readable_by_others(self):
        with odd_nas() as nas:
            for mode in (0o644, 0o640, 0o604):
                self.write(PASSWORD.encode(), mode)
                answer = self.tasks(nas, wanted=0)
                answer.document()
                self.assertIn(b"other people", answer.err)

    def test_unreadable(self):
        with odd_nas() as nas:
            self.tasks(nas, self.file + "-missing", wanted=64).error("usage")
            self.tasks(nas, self.folder.name, wanted=64).error("usage")
            for data in (b"", b"\n", b"\r\n", b"\xff\xfe\n", b"x" * 5000):
                self.write(data)
                self.tasks(nas, wanted=64).error("usage")
            self.tasks(nas, "-", input=b"", wanted=64).error("usage")
            self.assertEqual(nas.paths, [])

    def test_reads_one_line_alone(self):
        with odd_nas() as nas:
            read_end, write_end = os.pipe()
            os.write(write_end, PASSWORD.encode() + b"\nrest\n")
            os.close(write_end)
            process = ctl.start("tasks", "--json", *nas.connection(), stdin=read_end)
            process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0)
            self.assertEqual(os.read(read_end, 100), b"rest\n")
            os.close(read_end)


if __name__ == "__main__":
    unittest.main(verbosity=2)
