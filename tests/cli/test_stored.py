# SPDX-License-Identifier: GPL-3.0-or-later
"""The stored NAS: added, listed, asked and removed, each command a process of its own.

The secrets are in a file of the keyring's library, locked with a password; the keyring itself is
asked in tests/e2e."""
import os
import shutil
import subprocess
import sys
import unittest

from ctl import Ctl, LIMIT, Nas, check_one, check_status, check_tasks

PROGRAM = sys.argv.pop(1)
DEMO_NAS = sys.argv.pop(1)
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=%s</listen>
  <policy context="default"><allow send_destination="*"/>
    <allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""


class Stored(unittest.TestCase):
    def setUp(self):
        self.ctl = Ctl(PROGRAM)
        config = os.path.join(self.ctl.home, "bus.conf")
        with open(config, "w", encoding="utf-8") as f:
            f.write(CONFIG % self.ctl.home)
        self.bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.env = {"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PASSWORD": "test",
                    "DBUS_SESSION_BUS_ADDRESS": self.bus.stdout.readline().decode().strip()}
        self.nas = Nas(DEMO_NAS)

    def tearDown(self):
        self.nas.stop()
        self.bus.terminate()
        self.bus.wait(timeout=LIMIT)
        self.bus.stdout.close()
        shutil.rmtree(self.ctl.home)

    def ask(self, *words, password=None, wanted=None, env=None):
        return self.ctl.run(*words, "--json", password=password, wanted=wanted,
                            env={**self.env, **(env or {})})

    def add(self, name, account=None, password=None, more=(), wanted=0, nas=None, env=None):
        nas = nas or self.nas
        return self.ask("nas", "add", name, *nas.connection(account), *more,
                        password=password or nas.password, wanted=wanted, env=env)

    def list(self):
        return [nas["name"] for nas in self.ask("nas", "list", wanted=0).document()["nas"]]

    def logins(self):
        methods = self.nas.control("counters")["by_method"]
        return methods.get("SYNO.API.Auth login", 0)

    def secret_file(self):
        with open(os.path.join(self.ctl.home, "data/keyrings/default.keyring"), "rb") as f:
            return f.read()

    def break_password(self):
        self.nas.control("set-password", password="other")

    def files(self):
        for folder, _, names in os.walk(self.ctl.home):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    yield path

    def test_add_list_remove(self):
        self.assertEqual(self.list(), [])
        document = self.add("office").document()
        self.assertEqual(document, {"nas": {"name": "office", "url": self.nas.url + "/",
                                            "account": "demo", "pin": None}})
        listed = self.ask("nas", "list", wanted=0).document()
        self.assertEqual(listed, {"nas": [document["nas"]]})
        tasks = check_tasks(self.ask("tasks", wanted=0).document())
        self.assertEqual([nas["name"] for nas in tasks], ["office"])
        self.assertEqual(len(tasks[0]["tasks"]), 8)
        check_one(self.ask("task", "4", wanted=0).document())
        check_one(self.ask("task", "4", "--nas", "office", wanted=0).document())
        self.ask("task", "4", "--nas", "cabin", wanted=64).error("usage")
        # Each process ends its session.
        counters = self.nas.control("counters")
        self.assertEqual(counters["logins"], counters["logouts"])
        self.assertEqual(self.nas.control("state")["sessions"], [])

        removed = self.ask("nas", "remove", "office", wanted=0).document()
        self.assertEqual(removed, {"removed": "office"})
        self.assertEqual(self.list(), [])
        self.ask("nas", "remove", "office", wanted=1).error("not-found")
        self.ask("tasks", wanted=64).error("usage")

    def test_no_secret_is_readable(self):
        self.add("office")
        for path in self.files():
            with open(path, "rb") as f:
                self.assertNotIn(self.nas.password.encode(), f.read(), path)
        path = os.path.join(self.ctl.home, "config/backstay/nas.ini")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)

    def test_secrets_go_with_the_nas(self):
        self.add("office")
        one = len(self.secret_file())
        self.add("second")
        self.assertGreater(len(self.secret_file()), one)
        self.ask("nas", "remove", "second", wanted=0)
        self.assertEqual(len(self.secret_file()), one)

    def test_refused_is_not_stored(self):
        self.add("office", password="not this one", wanted=77).error("auth-rejected")
        self.assertEqual(self.list(), [])
        self.assertEqual(self.logins(), 1)
        self.add("office", account="otp", wanted=77).error("otp-required")
        self.assertEqual(self.list(), [])

    def test_latched(self):
        self.add("office")
        self.break_password()
        self.nas.control("clear")
        self.ask("tasks", wanted=77).error("auth-rejected")
        self.assertEqual(self.logins(), 1)
        requests = self.nas.control("counters")["http_requests"]
        for words in (["tasks"], ["task", "4"], ["run", "4"], ["tasks", "--nas", "office"],
                      ["tasks", "--repeat", "10", "--interval", "0"]):
            error = self.ask(*words, wanted=77).error("auth-rejected")
            self.assertEqual(error["code"], 400)
        status = self.ask("status", wanted=1).document()
        check_status(status)
        self.assertEqual(status["nas"][0]["error"]["kind"], "auth-rejected")
        # The latch is older than the command: it sent nothing at all.
        self.assertEqual(self.nas.control("counters")["http_requests"], requests)

        # A sign-in that goes well replaces the NAS and ends it.
        self.add("office", password="other")
        self.assertEqual(self.list(), ["office"])
        check_tasks(self.ask("tasks", wanted=0).document())
        self.assertEqual(self.nas.control("counters")["failed_logins"], 1)

    def test_blocked(self):
        self.add("office")
        self.nas.control("block")
        self.nas.control("clear")
        for _ in range(5):
            error = self.ask("tasks", wanted=77).error("blocked")
            self.assertEqual(error["code"], 407)
        self.assertEqual(self.logins(), 1)

    def test_device(self):
        self.add("office", account="otp", more=["--otp", self.nas.control("otp")["otp"]])
        self.nas.control("clear")
        check_tasks(self.ask("tasks", wanted=0).document())
        self.assertEqual(self.logins(), 1)
        self.nas.control("revoke-devices")
        self.nas.control("clear")
        for _ in range(3):
            self.ask("tasks", wanted=77).error("otp-required")
        self.assertEqual(self.logins(), 1)
        self.add("office", account="otp", more=["--otp", self.nas.control("otp")["otp"]])
        check_tasks(self.ask("tasks", wanted=0).document())

    def test_device_denied(self):
        answer = self.add("office", more=["--otp", "123456"])
        self.assertIn(b"does not remember computers", answer.err)

    def test_several(self):
        dead = Nas(DEMO_NAS)
        self.add("office")
        self.add("cabin", nas=dead)
        dead.stop()
        self.assertEqual(self.list(), ["office", "cabin"])
        tasks = {nas["name"]: nas for nas in
                 check_tasks(self.ask("tasks", wanted=0).document())}
        self.assertEqual(list(tasks), ["office", "cabin"])
        self.assertIsNone(tasks["office"]["error"])
        self.assertEqual(len(tasks["office"]["tasks"]), 8)
        self.assertEqual(tasks["cabin"]["error"]["kind"], "offline")
        self.assertEqual(tasks["cabin"]["tasks"], [])
        status = self.ask("status", wanted=2).document()
        check_status(status)
        self.assertEqual([nas["verdict"] for nas in status["nas"]], ["failed", "unknown"])
        self.ask("tasks", "--nas", "cabin", wanted=69).error("offline")
        # Who acts has to say where.
        error = self.ask("run", "4", wanted=64).error("usage")
        for name in ("office", "cabin"):
            self.assertIn(name, error["message"])
        # With none that answers it is the first failure that counts.
        self.break_password()
        self.assertEqual(self.ask("tasks", wanted=77).document()["nas"][0]["error"]["kind"],
                         "auth-rejected")

    def test_words(self):
        self.add("office")
        self.add("cabin")
        shown = self.ctl.run("nas", "list", env=self.env, wanted=0).out.decode()
        for word in ("office", "cabin", "demo", self.nas.url):
            self.assertIn(word, shown)
        shown = self.ctl.run("tasks", env=self.env, wanted=0).out.decode()
        self.assertIn("\ncabin\n", "\n" + shown)
        self.assertEqual(shown.count("Photos off-site"), 2)

    def test_no_keyring(self):
        self.add("office")
        self.nas.control("clear")
        nothing = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=" + self.ctl.home + "/nothing"}
        for words in (["tasks"], ["task", "4"]):
            self.ask(*words, wanted=77, env=nothing).error("keyring")
        self.add("cabin", wanted=77, env=nothing).error("keyring")
        # Nobody was asked for nothing.
        self.assertEqual(self.nas.control("counters")["http_requests"], 0)
        self.assertEqual(self.list(), ["office"])

    def test_damaged_list(self):
        self.add("office")
        path = os.path.join(self.ctl.home, "config/backstay/nas.ini")
        with open(path, "ab") as f:
            f.write(b"\n[NAS broken\nname=x\n")
        answer = self.ask("nas", "list", wanted=0)
        self.assertEqual([nas["name"] for nas in answer.document()["nas"]], ["office"])
        self.assertIn(b"damaged", answer.err)

    def test_pin(self):
        secure = Nas(DEMO_NAS, "--tls")
        try:
            self.add("office", nas=secure, wanted=78).error("tls-untrusted")
            self.add("office", nas=secure, more=["--pin", secure.fingerprint])
            listed = self.ask("nas", "list", wanted=0).document()["nas"][0]
            self.assertEqual(listed["pin"], secure.fingerprint)
            check_tasks(self.ask("tasks", wanted=0).document())
            secure.control("new-certificate")
            secure.control("clear")
            self.ask("tasks", wanted=78).error("tls-untrusted")
            self.assertEqual(secure.control("counters")["http_requests"], 0)
        finally:
            secure.stop()


if __name__ == "__main__":
    unittest.main(verbosity=2)
