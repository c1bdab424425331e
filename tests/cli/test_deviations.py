# SPDX-License-Identifier: GPL-3.0-or-later
"""NAS that are odd, and servers that are no NAS: the answer is the documented one."""
import json
import signal
import sys
import time
import unittest

import odd_nas as odd
from ctl import Ctl, check_accepted, check_one, check_status, check_tasks, need
from odd_nas import (ENDED, HEALTHY, NEXT, PASSWORD, STARTED, free_port, iso, odd_nas, page,
                     raw_server)

ctl = Ctl(sys.argv.pop(1))


def ask(nas, *words, wanted=None, **more):
    return ctl.run(*words, "--json", *nas.connection(), password=PASSWORD, wanted=wanted, **more)


def ask_url(url, *words, password="secret", plain=True, wanted=None):
    return ctl.run(*(words or ["tasks"]), "--json", "--url", url, "--account", "anna",
                   "--password-file", "-", *(["--allow-plain-http"] if plain else []),
                   password=password, wanted=wanted)


class Tolerance(unittest.TestCase):
    def only_task(self, nas):
        sections = check_tasks(ask(nas, "tasks", wanted=0).document())
        self.assertEqual(len(sections), 1)
        self.assertEqual(sections[0]["name"], "127.0.0.1")
        self.assertIsNone(sections[0]["error"])
        self.assertEqual(len(sections[0]["tasks"]), 1)
        return sections[0]["tasks"][0]

    def test_plain(self):
        with odd_nas() as nas:
            task = self.only_task(nas)
            self.assertEqual(task["id"], "4")
            self.assertEqual(task["name"], "Photos off-site")
            self.assertEqual(task["state"], "backupable")
            self.assertEqual(task["status"], "none")
            self.assertEqual(task["last_result"], "done")
            self.assertEqual(task["last_error_code"], 4401)
            self.assertEqual(task["last_success"], iso(ENDED))
            self.assertEqual(task["last_started"], iso(STARTED))
            self.assertEqual(task["last_ended"], iso(ENDED))
            self.assertEqual(task["next_run"], iso(NEXT))
            self.assertEqual(task["destination"], {
                "type": "cloud_image", "transfer": "synocloud_swift", "repository_id": "4",
                "target_id": "home_1.hbk"})
            self.assertIs(task["encrypted"], True)
            self.assertIsNone(task["progress"])
            self.assertEqual(nas.count("SYNO.API.Auth", "login"), 1)
            self.assertEqual(nas.count("SYNO.API.Auth", "logout"), 1)
            for path in nas.paths:
                for secret in (PASSWORD, nas.sid, nas.token):
                    self.assertNotIn(secret, path)

    def test_same_answer_in_odd_forms(self):
        with odd_nas() as nas:
            usual = self.only_task(nas)
        for deviation in ({"numbers_as_strings": True}, {"gzip": True}, {"has_compound": False},
                          {"json_format": False}, {"content_type": "text/plain"},
                          {"auth_path": "auth.cgi", "auth_versions": (1, 6)},
                          {"prefix": "/behind/a/proxy"}):
            with self.subTest(**deviation), odd_nas(**deviation) as nas:
                self.assertEqual(self.only_task(nas), usual)

    def test_no_clock(self):
        with odd_nas(system_code=105) as nas:
            task = self.only_task(nas)
            self.assertEqual(task["health"], "ok")

    def test_running(self):
        with odd_nas() as nas:
            nas.tasks["4"].update(status="backup", last_bkp_result="backingup")
            for strings in (False, True):
                nas.numbers_as_strings = strings
                task = self.only_task(nas)
                self.assertEqual(task["health"], "running")
                self.assertEqual(task["progress"], {
                    "percent": 37, "step": "data_backup", "processed_bytes": 19398656000,
                    "total_bytes": 52428800000, "transmitted_bytes": 9663676416,
                    "bytes_per_second": 8388608, "can_cancel": True, "can_suspend": True})

    def test_unknown_words_are_never_ok(self):
        for change in ({"status": "defragmenting"}, {"state": "confused"},
                       {"last_bkp_result": "sort_of"}, {"state": "broken"},
                       {"state": "restore_only"}, {"last_bkp_result": "FAILED"}):
            with self.subTest(**change), odd_nas() as nas:
                nas.tasks["4"].update(change)
                task = self.only_task(nas)
                self.assertNotEqual(task["health"], "ok")
                for key, name in (("status", "status"), ("state", "state"),
                                  ("last_bkp_result", "last_result")):
                    if key in change:
                        self.assertEqual(task[name], change[key])

    def test_unreadable_status(self):
        with odd_nas() as nas:
            nas.tasks["9"] = dict(HEALTHY, task_id=9, name="Other")
            nas.status_codes = {"9": 4400}
            tasks = check_tasks(ask(nas, "tasks", wanted=0).document())[0]["tasks"]
            self.assertEqual([t["id"] for t in tasks], ["4", "9"])
            self.assertEqual(tasks[0]["health"], "ok")
            self.assertEqual(tasks[1]["health"], "unknown")

    def test_names(self):
        names = ["<b>&\"%s%n", "😀", "שלום \u202e", "n" * 300, "tab\tline\nend", "\\u0000\"",
                 "100", "true"]
        with odd_nas() as nas:
            nas.tasks = {str(i + 1): dict(HEALTHY, task_id=i + 1, name=name)
                         for i, name in enumerate(names)}
            tasks = check_tasks(ask(nas, "tasks", wanted=0).document())[0]["tasks"]
            self.assertEqual([t["name"] for t in tasks], names)
            human = ctl.run("tasks", *nas.connection(), password=PASSWORD, wanted=0)
            self.assertEqual(len(human.out.decode().splitlines()), len(names) + 1)
            for locale in ({"LC_ALL": "C"}, {"LC_ALL": "de_DE.UTF-8"}, {"LC_ALL": "nowhere"}):
                tasks = check_tasks(ask(nas, "tasks", wanted=0, env=locale).document())
                self.assertEqual([t["name"] for t in tasks[0]["tasks"]], names)
                ctl.run("tasks", *nas.connection(), password=PASSWORD, wanted=0, env=locale)

    def test_odd_rows(self):
        rows = [dict(HEALTHY), {"name": "no ID"}, {"task_id": 7}, None, "text", 5, [],
                {"task_id": 8, "name": "bare"}, dict(HEALTHY, task_id="11", name="text ID"),
                {"task_id": "iscsi-1", "name": "iscsi-1", "type": "loclunbkp", "status": "none",
                 "last_bkp_result": "success"},
                {"task_id": 12, "name": "nulls", "state": None, "status": None, "repo_id": None,
                 "last_bkp_result": None, "last_bkp_time": None, "data_enc": None},
                {"task_id": 13, "name": "wrong", "state": 5, "status": ["none"], "repo_id": {},
                 "last_bkp_result": 7, "last_bkp_time": {}, "data_enc": "maybe",
                 "next_bkp_time": 1e300}]
        with odd_nas(list_data={"task_list": rows}) as nas:
            for row in rows:
                if isinstance(row, dict) and row.get("task_id") not in (None, 7, "iscsi-1"):
                    nas.tasks[str(row["task_id"])] = dict(row)
            tasks = check_tasks(ask(nas, "tasks", wanted=0).document())[0]["tasks"]
            self.assertEqual([t["id"] for t in tasks], ["4", "8", "11", "iscsi-1", "12", "13"])
            health = {t["id"]: t["health"] for t in tasks}
            self.assertEqual(health["4"], "ok")
            for task_id in ("8", "12", "13"):
                self.assertNotEqual(health[task_id], "ok")

    def test_no_tasks(self):
        for data in ({}, {"task_list": []}, {"task_list": None, "total": 0}):
            with self.subTest(data=data), odd_nas(list_data=data) as nas:
                sections = check_tasks(ask(nas, "tasks", wanted=0).document())
                self.assertEqual(sections[0]["tasks"], [])

    def test_many(self):
        with odd_nas() as nas:
            nas.tasks = {str(i): dict(HEALTHY, task_id=i, name=f"Task {i}") for i in range(1, 301)}
            tasks = check_tasks(ask(nas, "tasks", wanted=0).document())[0]["tasks"]
            self.assertEqual([t["id"] for t in tasks], [str(i) for i in range(1, 301)])

    def test_one(self):
        with odd_nas() as nas:
            task = check_one(ask(nas, "task", "4", wanted=0).document())
            self.assertEqual(task["sources"], ["/photo", "/homes/anna"])
            self.assertEqual(task["applications"], ["Note Station"])
            self.assertEqual(task["target"]["online"], True)
            self.assertEqual(task["target"]["used_bytes"], 729 * 1024)
            self.assertIsNone(task["target"]["last_integrity_check"])
            self.assertIsNotNone(task["schedule"])
            self.assertNotIn("####", json.dumps(task))
            if task["repository"] is not None:
                self.assertEqual(task["repository"]["tasks"], ["4"])
            nas.target_code = 4401
            task = check_one(ask(nas, "task", "4", wanted=0).document())
            self.assertIsNone(task["target"])
            nas.get_code = 105
            ask(nas, "task", "4", wanted=77).error("permission")

    def test_unknown_id(self):
        with odd_nas() as nas:
            for command in ("task", "run", "suspend", "resume", "cancel", "discard"):
                ask(nas, command, "77", wanted=1).error("not-found")
            ask(nas, "task", wanted=64).error("usage")
            ctl.run("task", "--json", *nas.connection(), "--", "-4", password=PASSWORD,
                    wanted=1).error("not-found")
            self.assertEqual(nas.writes(), [])

    def test_status(self):
        with odd_nas() as nas:
            document = check_status(ask(nas, "status", wanted=0).document())
            self.assertEqual(document["verdict"], "ok")
            self.assertEqual(sum(document["nas"][0]["counts"].values()), 1)
            nas.tasks["4"].update(state="broken")
            answer = ask(nas, "status", wanted=2)
            document = check_status(answer.document())
            self.assertEqual(document["verdict"], "failed")
            self.assertEqual(document["nas"][0]["counts"]["failed"], 1)
        answer = ask_url(f"http://127.0.0.1:{free_port()}", "status", wanted=3)
        document = check_status(answer.document())
        self.assertEqual(document["verdict"], "unknown")
        self.assertEqual(document["nas"][0]["verdict"], "unknown")
        self.assertEqual(document["nas"][0]["error"]["kind"], "offline")
        self.assertIsNone(document["nas"][0]["checked_at"])


class Session(unittest.TestCase):
    def test_login_codes(self):
        for code, kind in ((400, "auth-rejected"), (401, "auth-rejected"), (402, "permission"),
                           (403, "otp-required"), (404, "otp-rejected"), (406, "auth-rejected"),
                           (407, "blocked"), (408, "auth-rejected"), (409, "auth-rejected"),
                           (410, "auth-rejected"), (411, "blocked")):
            with self.subTest(code=code), odd_nas(login_code=code) as nas:
                error = ask(nas, "tasks", wanted=77).error(kind)
                self.assertEqual(error["code"], code)
                self.assertEqual(error["api"], "SYNO.API.Auth")
                self.assertEqual(error["method"], "login")
                self.assertEqual(nas.count("SYNO.API.Auth", "login"), 1)

    def test_code_types(self):
        for kind in ("otp", "fido"):
            errors = {"token": "abc", "types": [{"type": kind}]}
            with odd_nas(login_code=403, login_errors=errors) as nas:
                ask(nas, "tasks", wanted=77).error("otp-required")

    def test_wrong_password(self):
        with odd_nas() as nas:
            answer = ctl.run("tasks", "--json", "--repeat", "3", "--interval", "0",
                             *nas.connection(), password="wrong", wanted=77)
            self.assertEqual(answer.error("auth-rejected")["code"], 400)
            self.assertEqual(nas.count("SYNO.API.Auth", "login"), 1)

    def test_expiry(self):
        with odd_nas(expire_after=1) as nas:
            answer = ask(nas, "tasks", "--repeat", "3", "--interval", "0", wanted=0)
            for document in answer.documents():
                self.assertEqual(len(check_tasks(document)[0]["tasks"]), 1)
            self.assertEqual(nas.count("SYNO.API.Auth", "login"), 2)

    def test_always_expired(self):
        with odd_nas(always_expired=True) as nas:
            ask(nas, "tasks", wanted=70).error("session-expired")
            self.assertLessEqual(nas.count("SYNO.API.Auth", "login"), 2)

    def test_no_hyper_backup(self):
        with odd_nas(has_backup=False) as nas:
            ask(nas, "tasks", wanted=1).error("not-supported")

    def test_one_session(self):
        with odd_nas() as nas:
            answer = ask(nas, "tasks", "--repeat", "4", "--interval", "0.01", wanted=0)
            self.assertEqual(len(answer.documents()), 4)
            self.assertEqual(nas.count("SYNO.API.Auth", "login"), 1)
            self.assertEqual(nas.count("SYNO.API.Auth", "logout"), 1)


class Writes(unittest.TestCase):
    def test_each(self):
        for command, before, after in (
                ("run", {}, "backup"),
                ("suspend", {"status": "backup", "last_bkp_result": "backingup"}, "none"),
                ("cancel", {"status": "backup", "last_bkp_result": "backingup"}, "none"),
                ("resume", {"last_bkp_result": "suspend"}, "backup"),
                ("discard", {"last_bkp_result": "suspend"}, "none")):
            with self.subTest(command=command), odd_nas() as nas:
                nas.tasks["4"].update(before)
                task = check_accepted(ask(nas, command, "4", wanted=0).document())
                self.assertEqual(task["status"], after)
                writes = nas.writes()
                self.assertEqual(len(writes), 1)
                self.assertEqual(str(writes[0][3]["task_id"]), "4")
                if command in ("suspend", "cancel"):
                    self.assertEqual(writes[0][3]["task_state"], "backupable")

    def test_preconditions(self):
        for command, before in (
                ("run", {"status": "backup", "last_bkp_result": "backingup"}),
                ("run", {"state": "broken"}), ("resume", {}), ("discard", {}), ("suspend", {}),
                ("cancel", {}), ("resume", {"status": "defragmenting"})):
            with self.subTest(command=command, **before), odd_nas() as nas:
                nas.tasks["4"].update(before)
                ask(nas, command, "4", wanted=1).error("precondition")
                self.assertEqual(nas.writes(), [])

    def test_lun(self):
        row = {"task_id": "iscsi-1", "name": "iscsi-1", "type": "loclunbkp", "status": "none",
               "last_bkp_result": "success"}
        with odd_nas(list_data={"task_list": [row]}) as nas:
            for command in ("run", "resume", "discard", "suspend", "cancel"):
                ask(nas, command, "iscsi-1", wanted=1).error("not-supported")
            self.assertEqual(nas.writes(), [])
            check_one(ask(nas, "task", "iscsi-1", wanted=0).document())

    def test_unreadable_answer_that_worked(self):
        for answer in (b"", b"<html>502</html>", b"{"):
            with self.subTest(answer=answer), odd_nas(write_answer=answer) as nas:
                check_accepted(ask(nas, "run", "4", wanted=0).document())
                self.assertEqual(len(nas.writes()), 1)

    def test_refused(self):
        refusal = json.dumps(odd.failure(4400)).encode()
        with odd_nas(write_answer=refusal, write_without_effect=True) as nas:
            error = ask(nas, "run", "4", wanted=1).error("refused")
            self.assertEqual((error["code"], error["api"], error["method"]),
                             (4400, "SYNO.Backup.Task", "backup"))
            self.assertEqual(len(nas.writes()), 1)

    def test_accepted_without_effect(self):
        with odd_nas(write_without_effect=True) as nas:
            answer = ask(nas, "run", "4")
            need(answer.code in (1, 69, 70), f"exit code {answer.code}")
            self.assertIn("error", answer.document())
            self.assertEqual(len(nas.writes()), 1)

    def start_wait(self, nas):
        process = ctl.start("run", "4", "--wait", "--json", *nas.connection())
        process.stdin.write((PASSWORD + "\n").encode())
        process.stdin.close()
        process.stdin = None
        deadline = time.monotonic() + 30
        while not nas.writes():
            need(time.monotonic() < deadline and process.poll() is None, "nothing was sent")
            time.sleep(0.01)
        return process

    def test_wait(self):
        for result, code in (("done", 0), ("failed", 2), ("cancel", 2), ("suspend", 2),
                             ("partial", 2)):
            with self.subTest(result=result), odd_nas() as nas:
                process = self.start_wait(nas)
                polls = nas.count("SYNO.Backup.Task", "list")
                deadline = time.monotonic() + 30
                while nas.count("SYNO.Backup.Task", "list") <= polls:
                    need(time.monotonic() < deadline, "nobody watches")
                    time.sleep(0.01)
                with nas.lock:
                    nas.tasks["4"].update(status="none", last_bkp_result=result)
                out, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, code, err)
                task = check_accepted(json.loads(out))
                self.assertEqual(task["last_result"], result)
                self.assertEqual(len(nas.writes()), 1)

    def test_interrupted_wait(self):
        with odd_nas() as nas:
            process = self.start_wait(nas)
            polls = nas.count("SYNO.Backup.Task", "list")
            deadline = time.monotonic() + 30
            while nas.count("SYNO.Backup.Task", "list") <= polls:
                need(time.monotonic() < deadline, "nobody watches")
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
            self.assertEqual(process.returncode, 130, err)
            self.assertEqual(check_accepted(json.loads(out))["status"], "backup")
            self.assertEqual([w[1] for w in nas.writes()], ["backup"])
            self.assertEqual(nas.tasks["4"]["status"], "backup")
            self.assertEqual(nas.count("SYNO.API.Auth", "logout"), 1)


def drip(connection, stop):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                       b"Content-Length: 1000\r\n\r\n")
    while not stop.wait(0.2):
        connection.sendall(b" ")


def silence(connection, stop):
    stop.wait(60)


class NoNas(unittest.TestCase):
    def hostile(self, reply, kind, *words):
        with raw_server(reply) as (url, seen):
            error = ask_url(url, *words).error(kind)
            for request in seen:
                self.assertNotIn(b"secret", request)
            return error

    def test_offline(self):
        ask_url(f"http://127.0.0.1:{free_port()}", wanted=69).error("offline")
        ask_url("http://does-not-exist.invalid:5000", wanted=69).error("offline")
        for reply in (page("<html>no</html>", content_type="text/html"),
                      page("<html>502</html>", "502 Bad Gateway", "text/html"),
                      page("<html>404</html>", "404 Not Found", "text/html"),
                      page(""), b"", b"HTTP/1.1 200 OK\r\n"):
            with self.subTest(reply=reply[:40]):
                self.hostile(reply, "offline")

    def test_redirects(self):
        for status in ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"):
            with self.subTest(status=status), raw_server(page("{}")) as (other, seen):
                error = self.hostile(page("", status, more=f"Location: {other}/\r\n"), "offline")
                self.assertIn(other, error["message"])
                self.assertEqual(seen, [])

    def test_time_limit(self):
        for reply in (silence, drip):
            with self.subTest(reply=reply.__name__):
                self.hostile(reply, "offline", "tasks", "--timeout", "0.5")

    def test_garbage(self):
        for body in ("{", "[]", "5", "null", '"text"', "[" * 100000, '{"a":' * 100000, "{}",
                     '{"success":true}', '{"success":true,"data":[]}', '{"success":"maybe"}',
                     '{"success":true,"data":{"SYNO.API.Auth":5}}', b"\xff\xfe\x00", b"x\0y",
                     '{"success":true,"data":{"x":99999999999999999999999}}', "no JSON at all"):
            with self.subTest(body=body[:30]):
                self.hostile(page(body), "protocol")

    def test_garbage_in_session(self):
        for data in (5, "text", [1, 2], {"task_list": 5}, {"task_list": {"a": 1}}):
            with self.subTest(data=data), odd_nas(list_data=data) as nas:
                answer = ask(nas, "tasks")
                document = answer.document()
                if "error" in document:
                    answer.error("protocol")
                else:
                    check_tasks(document)
                    self.assertEqual(answer.code, 0)

    def test_plain_http(self):
        with raw_server(page("{}")) as (url, seen):
            ask_url(url, plain=False, wanted=78).error("plain-http")
            self.assertEqual(seen, [])

    def test_not_tls(self):
        with raw_server(page("{}")) as (url, seen):
            answer = ask_url(url.replace("http:", "https:"))
            need(answer.code in (69, 70, 78), str(answer.code))
            answer.document()

    def test_signal(self):
        with raw_server(silence) as (url, seen):
            for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
                before = len(seen)
                process = ctl.start("tasks", "--json", "--url", url, "--account", "a",
                                    "--password-file", "-", "--allow-plain-http")
                process.stdin.write(b"x\n")
                process.stdin.close()
                process.stdin = None
                deadline = time.monotonic() + 30
                while len(seen) == before:
                    need(time.monotonic() < deadline, "nothing was sent")
                    time.sleep(0.01)
                process.send_signal(number)
                out, err = process.communicate(timeout=30)
                self.assertEqual(process.returncode, code, err)
                self.assertEqual(json.loads(out)["error"]["kind"], "interrupted")


if __name__ == "__main__":
    unittest.main(verbosity=2)
