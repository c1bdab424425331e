# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command against the simulated NAS: what is printed, and what the NAS itself says."""
import os
import pty
import select
import signal
import time
import unittest

from ctl import LIMIT, Nas, check_accepted, check_one, check_status, check_tasks, need
from nas_case import DEMO_NAS, WithNas, ctl


class Reading(WithNas):
    def test_tasks(self):
        mine = self.tasks()
        theirs = {str(t["task_id"]): t for t in self.nas.control("state")["tasks"]}
        self.assertEqual(set(mine), set(theirs))
        for task_id, task in mine.items():
            self.assertEqual(task["name"], theirs[task_id]["name"])
            self.assertEqual(task["state"], theirs[task_id]["state"])
            self.assertEqual(task["status"], theirs[task_id]["status"])
            need(task["health"] in ("ok", "running", "attention", "failed"), str(task))
            if theirs[task_id]["last_success"]:
                self.assertIsNotNone(task["last_success"])
            else:
                self.assertIsNone(task["last_success"])
        self.assertEqual(mine[self.suspended()]["health"], "attention")
        counters = self.nas.control("counters")
        self.assertEqual(counters["logins"], 1)
        self.assertEqual(counters["logouts"], 1)
        self.assertEqual(counters["writes"], 0)

    def test_words(self):
        answer = ctl.run("tasks", *self.nas.connection(), password=self.nas.password, wanted=0)
        lines = answer.out.decode().splitlines()
        theirs = self.nas.control("state")["tasks"]
        self.assertEqual(len(lines), len(theirs) + 1)
        for task in theirs:
            need(any(task["name"] in line for line in lines), task["name"])
        answer = ctl.run("task", str(theirs[0]["task_id"]), *self.nas.connection(),
                         password=self.nas.password, wanted=0)
        self.assertIn(theirs[0]["name"], answer.out.decode())
        answer = ctl.run("status", *self.nas.connection(), password=self.nas.password)
        self.assertEqual(len(answer.out.decode().splitlines()), 1)

    def test_one(self):
        for task_id in self.tasks():
            task = check_one(self.ask("task", task_id, wanted=0).document())
            self.assertEqual(task["id"], task_id)
            need(task["sources"] or task["applications"], f"{task_id} backs up nothing")

    def test_status(self):
        answer = self.ask("status")
        document = check_status(answer.document())
        self.assertEqual(answer.code, {"ok": 0, "running": 0, "attention": 1, "failed": 2,
                                       "unknown": 3}[document["verdict"]])
        self.assertEqual(sum(document["nas"][0]["counts"].values()),
                         len(self.nas.control("state")["tasks"]))

    def test_repeat(self):
        answer = self.ask("tasks", "--repeat", "5", "--interval", "0.05", wanted=0)
        documents = answer.documents()
        self.assertEqual(len(documents), 5)
        for document in documents:
            check_tasks(document)
        counters = self.nas.control("counters")
        self.assertEqual(counters["logins"], 1)
        self.assertEqual(counters["logouts"], 1)

    def test_repeat_with_a_failure(self):
        self.ask("tasks", wanted=0)
        self.nas.control("fail", mode="http-503", count=2, after=6)
        answer = self.ask("tasks", "--repeat", "12", "--interval", "0.01")
        documents = answer.documents()
        self.assertEqual(len(documents), 12)
        self.assertEqual(answer.code, 0 if "nas" in documents[-1] else 69)

    def test_faults(self):
        for mode, kinds in (("http-500", ("offline",)), ("html", ("offline",)),
                            ("empty", ("offline",)), ("reset", ("offline",)),
                            ("redirect", ("offline",)), ("not-json", ("protocol", "offline")),
                            ("not-object", ("protocol", "offline")), ("truncated", None),
                            ("deep", ("protocol",)), ("cut", ("offline", "protocol"))):
            with self.subTest(mode=mode):
                self.nas.control("clear")
                extra = {"location": "https://elsewhere.invalid/"} if mode == "redirect" else {}
                self.nas.control("fail", mode=mode, count=-1, **extra)
                answer = self.ask("tasks")
                kind = answer.document()["error"]["kind"]
                need(kinds is None or kind in kinds, kind)
                answer.error(kind)
        self.nas.control("clear")
        self.tasks()

    def test_odd_fields(self):
        usual = self.tasks()
        for mode in ("wrong-types", "missing-fields", "nulls", "strings", "huge-ints", "bad-utf8"):
            with self.subTest(mode=mode):
                self.nas.control("clear")
                self.nas.control("fail", mode=mode, count=-1, api="SYNO.Backup.Task")
                odd = check_tasks(self.ask("tasks", wanted=0).document())[0]["tasks"]
                self.assertEqual({t["id"] for t in odd}, set(usual))

    def test_drip(self):
        self.nas.control("fail", mode="drip", count=-1)
        self.ask("tasks", "--timeout", "0.5", wanted=69).error("offline")

    def test_one_answer_lost(self):
        self.nas.control("fail", mode="reset", count=1, api="SYNO.Backup.Task", method="list")
        self.tasks()


class Acting(WithNas):
    def act(self, command, task_id, wanted=0):
        before = len(self.writes())
        task = check_accepted(self.ask(command, task_id, wanted=wanted).document())
        self.assertEqual(task["id"], task_id)
        self.assertEqual(len(self.writes()), before + 1)
        return task

    def test_run(self):
        task_id = self.idle()
        task = self.act("run", task_id)
        need(task["status"] in ("backup", "waiting"), task["status"])
        self.assertEqual(task["health"], "running")
        need(self.nas.task(task_id)["status"] in ("backup", "waiting"), "it does not run")

    def test_suspend_resume(self):
        task_id = self.running()
        task = self.act("suspend", task_id)
        need(task["status"] in ("suspending", "none"), task["status"])
        self.nas.control("set-server", speed=20)
        deadline = time.monotonic() + LIMIT
        while not self.nas.task(task_id)["suspended"]:
            need(time.monotonic() < deadline, "it is never suspended")
            time.sleep(0.05)
        task = self.act("resume", task_id)
        need(task["status"] in ("backup", "waiting", "resuming"), task["status"])

    def test_cancel(self):
        task_id = self.running()
        self.act("cancel", task_id)
        self.assertEqual(self.writes()[-1]["params"]["task_state"].strip('"'), "backupable")

    def test_discard(self):
        task_id = self.suspended()
        self.act("discard", task_id)
        self.assertFalse(self.nas.task(task_id)["suspended"])

    def test_preconditions(self):
        idle, running = self.idle(), self.running()
        for command, task_id in (("resume", idle), ("discard", idle), ("suspend", idle),
                                 ("cancel", idle), ("run", running), ("resume", running),
                                 ("discard", running)):
            with self.subTest(command=command):
                error = self.ask(command, task_id, wanted=1).error("precondition")
                self.assertTrue(error["message"])
        self.assertEqual(self.writes(), [])

    def test_lost_answer(self):
        for how in ("reset", "empty"):
            task_id = self.idle()
            with self.subTest(how=how):
                self.nas.control("lose-answer", how=how, api="SYNO.Backup.Task", method="backup")
                self.act("run", task_id)

    def test_write_never_repeated(self):
        task_id = self.idle()
        for mode in ("reset", "http-502"):
            with self.subTest(mode=mode):
                self.nas.control("clear")
                self.nas.control("fail", mode=mode, count=1, api="SYNO.Backup.Task",
                                 method="backup")
                answer = self.ask("run", task_id)
                need(answer.code != 0, "a write that never arrived is no success")
                answer.error(answer.document()["error"]["kind"])
                self.assertEqual(self.nas.task(task_id)["status"], "none")
                self.assertLessEqual(len(self.writes()), 1)

    def test_refused(self):
        task_id = self.idle()
        self.nas.control("fail", mode="code", code=4400, count=1, api="SYNO.Backup.Task",
                         method="backup")
        error = self.ask("run", task_id, wanted=1).error("refused")
        self.assertEqual(error["code"], 4400)
        self.assertEqual(error["api"], "SYNO.Backup.Task")
        self.assertEqual(error["method"], "backup")

    def test_expired_in_the_middle(self):
        task_id = self.idle()
        self.nas.control("fail", mode="code", code=119, count=1, api="SYNO.Backup.Task",
                         method="backup")
        answer = self.ask("run", task_id)
        answer.document()
        self.assertLessEqual(len(self.writes()), 1)

    def test_wait(self):
        for result, code in (("done", 0), ("failed", 2)):
            task_id = self.idle()
            with self.subTest(result=result):
                process = ctl.start("run", task_id, "--wait", "--json", *self.nas.connection())
                process.stdin.write((self.nas.password + "\n").encode())
                process.stdin.flush()
                deadline = time.monotonic() + LIMIT
                while self.nas.task(task_id)["status"] != "backup":
                    need(time.monotonic() < deadline, "it does not run")
                    time.sleep(0.05)
                # Seen to run by the program too before it ends.
                seen = self.nas.control("counters")["requests"]
                while self.nas.control("counters")["requests"] < seen + 3:
                    need(time.monotonic() < deadline, "nobody watches")
                    time.sleep(0.05)
                self.nas.control("end-run", task_id=task_id, result=result)
                out, err = process.communicate(timeout=LIMIT)
                self.assertEqual(process.returncode, code, (out, err))

    def test_bar_and_ctrl_c(self):
        task_id = self.running()
        self.nas.control("end-run", task_id=task_id)
        master, slave = pty.openpty()
        process = ctl.start("run", task_id, "--wait", *self.nas.connection(),
                            stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        shown = b""
        deadline = time.monotonic() + LIMIT

        def read_until(word):
            nonlocal shown
            while word is None or word not in shown:
                need(time.monotonic() < deadline, f"no {word} in {shown}")
                readable, _, _ = select.select([master], [], [], 0.1)
                if not readable:
                    continue
                try:
                    piece = os.read(master, 65536)
                except OSError:
                    piece = b""
                if not piece:
                    need(word is None, f"no {word} in {shown}")
                    return
                shown += piece

        read_until(b"not shown")
        os.write(master, (self.nas.password + "\n").encode())
        read_until("░]".encode())
        self.assertEqual(self.nas.task(task_id)["status"], "backup")
        process.send_signal(signal.SIGINT)
        read_until(None)
        process.wait(timeout=LIMIT)
        os.close(master)
        self.assertEqual(process.returncode, 130)
        self.assertNotIn(self.nas.password.encode(), shown)
        self.assertEqual(self.nas.task(task_id)["status"], "backup")
        self.assertEqual([w["method"] for w in self.writes()], ["backup"])


class Signing(WithNas):
    def test_wrong_password(self):
        error = self.ask("tasks", password="wrong", wanted=77).error("auth-rejected")
        self.assertEqual(error["code"], 400)
        self.assertEqual(self.nas.control("counters")["failed_logins"], 1)

    def test_codes(self):
        for code, kind in ((400, "auth-rejected"), (401, "auth-rejected"), (402, "permission"),
                           (403, "otp-required"), (404, "otp-rejected"), (406, "auth-rejected"),
                           (407, "blocked"), (408, "auth-rejected"), (409, "auth-rejected"),
                           (410, "auth-rejected"), (411, "blocked")):
            with self.subTest(code=code):
                error = self.ask("tasks", account=f"code-{code}", wanted=77).error(kind)
                self.assertEqual(error["code"], code)
                self.nas.control("unblock")

    def test_permission(self):
        self.ask("tasks", account="user", wanted=77).error("permission")

    def test_block(self):
        self.nas.control("block")
        self.ask("tasks", wanted=77).error("blocked")
        self.assertEqual(self.nas.control("counters")["logins"], 0)

    def test_tricky(self):
        self.nas.control("set-server", nasty_sids=True)
        answer = self.ask("tasks", account="tricky", password="p+&=%20 \"'ü€😀", wanted=0)
        check_tasks(answer.document())

    def test_one_time_code(self):
        for account in ("otp", "old-otp"):
            with self.subTest(account=account):
                self.ask("tasks", account=account, wanted=77).error("otp-required")
                self.ask("tasks", account=account, more=["--otp", "000000"],
                         wanted=77).error("otp-rejected")
                code = self.nas.control("otp")["otp"]
                check_tasks(self.ask("tasks", account=account, more=["--otp", code],
                                     wanted=0).document())
        self.ask("tasks", account="no-otp", wanted=77).error("otp-required")

    def test_no_secrets(self):
        self.nas.control("set-server", speed=0)
        code = self.nas.control("otp")["otp"]
        words = ["tasks", "--repeat", "400", "--interval", "0.01", "--json",
                 *self.nas.connection("otp"), "--otp", code]
        process = ctl.start(*words, env={"G_MESSAGES_DEBUG": "all"})
        process.stdin.write((self.nas.password + "\n").encode())
        process.stdin.close()
        process.stdin = None
        with open(f"/proc/{process.pid}/cmdline", "rb") as f:
            command_line = f.read()
        with open(f"/proc/{process.pid}/environ", "rb") as f:
            environment = f.read()
        process.stdout.readline()
        secrets = set()
        def collect(value):
            if isinstance(value, dict):
                for v in value.values():
                    collect(v)
            elif isinstance(value, list):
                for v in value:
                    collect(v)
            elif isinstance(value, str) and len(value) >= 5:
                secrets.add(value)
        collect(self.nas.control("secrets"))
        secrets.discard(code)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LIMIT)
        self.assertEqual(process.returncode, 130)
        need(b"SYNO.Backup.Task" in err, "there is no debug log to look at")
        secrets.add(self.nas.password)
        need(len(secrets) >= 3, f"too few secrets to look for: {len(secrets)}")
        log = err.decode(errors="replace")
        for secret in secrets | {code}:
            self.assertNotIn(secret, out.decode())
            self.assertNotIn(secret, log)
        for secret in secrets:
            self.assertNotIn(secret.encode(), command_line + environment)
        for record in self.nas.control("requests")["requests"]:
            for secret in secrets | {code}:
                self.assertNotIn(secret, record["url"])


class Encrypted(WithNas):
    ARGUMENTS = ["--tls"]

    def test_pin(self):
        error = self.ask("tasks", wanted=78).error("tls-untrusted")
        fingerprint = self.nas.fingerprint.replace(":", "").lower()
        self.assertEqual(error["fingerprint"], fingerprint)
        self.assertEqual(self.nas.control("counters")["http_requests"], 0)
        colons = ":".join(fingerprint[i:i + 2] for i in range(0, 64, 2))
        for pin in (fingerprint, fingerprint.upper(), colons, colons.upper()):
            check_tasks(self.ask("tasks", more=["--pin", pin], wanted=0).document())
        error = self.ask("tasks", more=["--pin", "0" * 64], wanted=78).error("tls-untrusted")
        self.assertEqual(error["fingerprint"], fingerprint)

    def test_words(self):
        answer = ctl.run("tasks", *self.nas.connection(), password=self.nas.password, wanted=78)
        self.assertEqual(answer.out, b"")
        self.assertIn(self.nas.fingerprint.replace(":", "").lower(), answer.err.decode())


class Plain(WithNas):
    def test_not_without_consent(self):
        answer = ctl.run("tasks", "--json", *self.nas.connection(plain=False),
                         password=self.nas.password, wanted=78)
        answer.error("plain-http")
        self.assertEqual(self.nas.control("counters")["http_requests"], 0)

    def test_gone(self):
        connection = self.nas.connection()
        self.nas.process.terminate()
        self.nas.process.wait(timeout=10)
        ctl.run("tasks", "--json", *connection, password="x", wanted=69).error("offline")


class Variants(unittest.TestCase):
    def with_variant(self, variant):
        nas = Nas(DEMO_NAS, "--variant", variant)
        self.addCleanup(nas.stop)
        return nas

    def test_vault_only(self):
        nas = self.with_variant("vault-only")
        ctl.run("tasks", "--json", *nas.connection(), password=nas.password,
                wanted=1).error("not-supported")

    def test_no_permission(self):
        nas = self.with_variant("no-permission")
        ctl.run("tasks", "--json", *nas.connection(), password=nas.password,
                wanted=77).error("permission")

    def test_names(self):
        nas = self.with_variant("odd-names")
        answer = ctl.run("tasks", "--json", *nas.connection(), password=nas.password, wanted=0)
        names = {t["name"] for t in check_tasks(answer.document())[0]["tasks"]}
        self.assertEqual(names, {t["name"] for t in nas.control("state")["tasks"]})

    def test_lun(self):
        nas = self.with_variant("lun")
        answer = ctl.run("tasks", "--json", *nas.connection(), password=nas.password, wanted=0)
        tasks = check_tasks(answer.document())[0]["tasks"]
        luns = [t["id"] for t in tasks if not t["id"].isdigit()]
        need(luns, "no LUN task")
        ctl.run("run", luns[0], "--json", *nas.connection(), password=nas.password,
                wanted=1).error("not-supported")

    def test_dsm6_and_empty(self):
        for variant in ("dsm6", "empty", "no-vault"):
            nas = self.with_variant(variant)
            answer = ctl.run("tasks", "--json", *nas.connection(), password=nas.password, wanted=0)
            check_tasks(answer.document())


class Inside(unittest.TestCase):
    """--demo: the simulated NAS inside the process."""

    def test_reading(self):
        tasks = check_tasks(ctl.run("tasks", "--demo", "--json", wanted=0).document())[0]["tasks"]
        need(len(tasks) >= 8, "too few tasks")
        check_one(ctl.run("--demo", "--json", "task", tasks[0]["id"], wanted=0).document())
        check_status(ctl.run("status", "--demo", "--json").document())

    def test_acting(self):
        tasks = check_tasks(ctl.run("tasks", "--demo", "--json", wanted=0).document())[0]["tasks"]
        running = [t["id"] for t in tasks if t["progress"] and t["progress"]["can_cancel"]]
        suspended = [t["id"] for t in tasks if t["last_result"] in ("suspend", "suspended")]
        check_accepted(ctl.run("cancel", running[0], "--demo", "--json", wanted=0).document())
        check_accepted(ctl.run("resume", suspended[0], "--demo", "--json", wanted=0).document())
        ctl.run("resume", running[0], "--demo", "--json", wanted=1).error("precondition")

    def test_leaves_nothing_behind(self):
        ctl.run("tasks", "--demo", wanted=0)
        files = [os.path.join(d, f) for d, _, names in os.walk(ctl.home) for f in names]
        self.assertEqual(files, [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
