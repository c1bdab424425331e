# SPDX-License-Identifier: GPL-3.0-or-later
"""Destinations, versions, statistics, checks, removing and what arrives, beside the NAS's own state."""
import datetime
import time
import unittest

from ctl import (FLAG, INT, KINDS, LIMIT, Nas, REPOSITORY, TEXT, TIME, check_accepted,
                 check_object, check_one, need)
from nas_case import DEMO_NAS, WithNas, ctl

VERSION = {"id": (TEXT,), "status": (TEXT, None), "started": (TIME, None),
           "completed": (TIME, None), "locked": (FLAG, None)}
RUN = {"ended": (TIME, None), "new": (INT, None), "modified": (INT, None), "deleted": (INT, None),
       "source_bytes": (INT, None), "target_bytes": (INT, None)}
TARGET = {"id": (TEXT,), "name": (TEXT, None), "share": (TEXT, None), "path": (TEXT, None),
          "status": (TEXT, None), "encrypted": (FLAG, None), "used_bytes": (INT, None),
          "last_started": (TIME, None), "last_duration_seconds": (INT, None)}
WRITES = ("backup", "cancel", "suspend", "resume", "discard", "delete", "error_detect",
          "error_detect_cancel", "set")


def seconds(stamp):
    return None if stamp is None else int(datetime.datetime.fromisoformat(stamp).timestamp())


def check_list(document, name, shape):
    check_object(document, {name: None}, name)
    for item in document[name]:
        check_object(item, shape, name)
    return document[name]


class Records(WithNas):
    def all_writes(self):
        return [r for r in self.nas.control("requests")["requests"] if r["method"] in WRITES]

    def test_repositories(self):
        mine = check_list(self.ask("repositories", wanted=0).document(), "repositories", REPOSITORY)
        theirs = self.call("SYNO.Backup.Repository", "list")["repo_list"]
        self.assertEqual([r["id"] for r in mine], [str(r["repo_id"]) for r in theirs])
        tasks = self.nas.control("state")["tasks"]
        for repository, raw in zip(mine, theirs):
            self.assertEqual(repository["name"], raw["name"])
            self.assertEqual(repository["type"], raw["target_type"])
            self.assertEqual(repository["transfer"], raw["transfer_type"])
            self.assertEqual(repository["tasks"], [str(t["task_id"]) for t in tasks
                                                   if str(t["repo_id"]) == repository["id"]])
            need(repository["location"], "a destination without a place")
            self.assertNotIn("####", str(repository))

    def test_repository(self):
        every = {r["id"]: r for r in self.ask("repositories", wanted=0).document()["repositories"]}
        for task in self.nas.control("state")["tasks"]:
            document = self.ask("repository", str(task["task_id"]), wanted=0).document()
            check_object(document, {"repository": None}, "repository")
            self.assertEqual(document["repository"], every[str(task["repo_id"])])
            one = check_one(self.ask("task", str(task["task_id"]), wanted=0).document())
            self.assertEqual(one["repository"], document["repository"])

    def test_task(self):
        for task in self.nas.control("state")["tasks"]:
            one = check_one(self.ask("task", str(task["task_id"]), wanted=0).document())
            raw = task.get("schedule", {}).get("schedule")
            if raw and task["schedule"]["schedule_enable"]:
                self.assertEqual(one["schedule"]["hour"], raw["hour"])
                self.assertEqual(one["schedule"]["minute"], raw["min"])
                self.assertEqual(one["schedule"]["weekdays"],
                                 [int(d) for d in raw["week_name"].split(",") if d])
                self.assertIs(one["schedule"]["enabled"], True)
                need(one["schedule"]["description"], "a schedule without words")
            if one["target"]["online"]:
                self.assertLess(abs(one["target"]["used_bytes"] - task["used_size"]), 1024)
            else:
                self.assertIsNone(one["target"]["used_bytes"])
            self.assertEqual(seconds(one["target"]["last_integrity_check"]) or 0,
                             task["last_detect"])

    def test_versions(self):
        for task in self.nas.control("state")["tasks"]:
            task_id = str(task["task_id"])
            mine = check_list(self.ask("versions", task_id, wanted=0).document(), "versions",
                              VERSION)
            theirs = self.call("SYNO.Backup.Version", "list", version=2, task_id=task_id,
                               offset=0, limit=-1, sort_direction="desc").get("version_info_list",
                                                                              [])
            self.assertEqual(len(mine), task["versions"])
            for version, raw in zip(mine, theirs, strict=True):
                self.assertEqual(version["id"], str(raw["version_id"]))
                self.assertEqual(version["status"], raw["status"])
                self.assertEqual(version["locked"], raw["locked"])
                self.assertEqual(seconds(version["started"]) or 0, raw["timestamp"])
                self.assertEqual(seconds(version["completed"]) or 0, raw["complete_time"])

    def test_statistics(self):
        for task in self.nas.control("state")["tasks"]:
            task_id = str(task["task_id"])
            mine = check_list(self.ask("statistics", task_id, wanted=0).document(), "runs", RUN)
            raw = self.call("SYNO.SDS.Backup.Client.Common.Statistic", "get", task_id=task_id)
            source = [r for r in raw["source_previous_next_list"] if r["end_time"]]
            target = [r for r in raw["target_previous_next_list"] if r["end_time"]]
            self.assertEqual(len(mine), min(task["statistics"], 2))
            for run, at_source, at_target in zip(mine, source, target, strict=True):
                self.assertEqual(seconds(run["ended"]), at_source["end_time"])
                self.assertEqual(run["new"], at_source["new_count"])
                self.assertEqual(run["modified"], at_source["modify_count"])
                self.assertEqual(run["deleted"], at_source["delete_count"])
                self.assertEqual(run["source_bytes"], at_source["source_size"])
                self.assertEqual(run["target_bytes"], at_target["target_size"] * 1024)

    def test_check(self):
        task_id = self.idle()
        task = check_accepted(self.ask("check", task_id, wanted=0).document())
        self.assertEqual(task["status"], "detect")
        self.assertEqual(self.nas.task(task_id)["status"], "detect")
        self.ask("check", task_id, wanted=1).error("precondition")
        self.ask("remove", task_id, "--yes", wanted=1).error("precondition")
        task = check_accepted(self.ask("check-cancel", task_id, wanted=0).document())
        self.assertEqual(task["status"], "none")
        self.assertEqual([w["method"] for w in self.all_writes()],
                         ["error_detect", "error_detect_cancel"])

    def test_check_passed_over(self):
        self.nas.control("fail", mode="data", data={}, api="SYNO.Backup.Target",
                         method="error_detect")
        error = self.ask("check", self.idle(), wanted=1).error("busy")
        self.assertIn("did not start", error["message"])

    def test_check_wait(self):
        for result, code in (("done", 0), ("failed", 2)):
            task_id = self.idle()
            with self.subTest(result=result):
                process = ctl.start("check", task_id, "--wait", "--json", *self.nas.connection())
                process.stdin.write((self.nas.password + "\n").encode())
                process.stdin.flush()
                deadline = time.monotonic() + LIMIT
                while self.nas.task(task_id)["status"] != "detect":
                    need(time.monotonic() < deadline, "it is not checked")
                    time.sleep(0.05)
                seen = self.nas.control("counters")["requests"]
                while self.nas.control("counters")["requests"] < seen + 3:
                    need(time.monotonic() < deadline, "nobody watches")
                    time.sleep(0.05)
                self.nas.control("end-run", task_id=task_id, result=result)
                out, err = process.communicate(timeout=LIMIT)
                self.assertEqual(process.returncode, code, (out, err))

    def test_preconditions(self):
        for command, task_id in (("check", self.running()), ("check", self.suspended()),
                                 ("check-cancel", self.idle())):
            with self.subTest(command=command):
                self.ask(command, task_id, wanted=1).error("precondition")
        self.ask("remove", self.idle(), self.running(), "--yes", wanted=1).error("precondition")
        self.assertEqual(self.all_writes(), [])

    def test_remove(self):
        ids = [self.idle(), self.suspended()]
        self.ask("remove", *ids, wanted=64).error("usage")
        self.ask("remove", ids[0], "77", "--yes", wanted=1).error("not-found")
        self.assertEqual(self.all_writes(), [])
        document = self.ask("remove", *ids, ids[0], "--yes", wanted=0).document()
        self.assertEqual(document, {"removed": ids})
        left = {str(t["task_id"]) for t in self.nas.control("state")["tasks"]}
        self.assertFalse(left & set(ids))
        self.assertEqual(len(self.all_writes()), 1)
        self.assertEqual(self.nas.control("counters")["is_remove_data_true"], 0)

    def test_unknown_ids(self):
        for command in ("task", "repository", "versions", "statistics", "check", "check-cancel"):
            for task_id in ("77", "x", "-1", "1 "):
                with self.subTest(command=command, task_id=task_id):
                    words = [command, "--json", *self.nas.connection(), "--", task_id]
                    answer = ctl.run(*words, password=self.nas.password, wanted=1)
                    answer.error("not-found")
        for words in (["vault", "target"], ["vault", "statistics"], ["vault", "logs"]):
            self.ask(*words, "77", wanted=1).error("not-found")
        self.assertEqual(self.all_writes(), [])

    def test_words(self):
        """Every command says something without --json, and that is no JSON."""
        for words in (["repositories"], ["repository", "1"], ["versions", "1"],
                      ["statistics", "1"], ["vault", "targets"], ["vault", "target", "1"],
                      ["vault", "concurrency"], ["vault", "statistics", "1"],
                      ["vault", "logs", "1"], ["logs"]):
            with self.subTest(words=words):
                answer = ctl.run(*words, *self.nas.connection(), password=self.nas.password,
                                 wanted=0)
                need(answer.out.strip() and not answer.out.startswith(b"{"), str(answer.out))

    def test_faults(self):
        for words in (["repositories"], ["versions", "1"], ["statistics", "1"], ["logs"],
                      ["vault", "targets"], ["vault", "target", "1"], ["vault", "concurrency"],
                      ["vault", "statistics", "1"]):
            for mode in ("wrong-types", "missing-fields", "nulls", "strings", "huge-ints",
                         "bad-utf8", "truncated", "http-503", "deep"):
                with self.subTest(words=words, mode=mode):
                    self.nas.control("clear")
                    self.nas.control("fail", mode=mode, count=-1, after=6)
                    answer = self.ask(*words)
                    document = answer.document()
                    if document.get("error"):
                        self.assertEqual(answer.code, KINDS[document["error"]["kind"]])
                    else:
                        self.assertEqual(answer.code, 0)


class Vault(WithNas):
    def targets(self):
        return self.nas.control("state")["vault"]["targets"]

    def test_targets(self):
        mine = check_list(self.ask("vault", "targets", wanted=0).document(), "targets", TARGET)
        for target, raw in zip(mine, self.targets(), strict=True):
            self.assertEqual(target["id"], str(raw["target_id"]))
            self.assertEqual(target["name"], raw["target_name"])
            self.assertEqual(target["share"], raw["share"])
            self.assertEqual(target["path"], raw["target_path"])
            self.assertEqual(target["status"], raw["status"])
            self.assertEqual(target["encrypted"], raw["is_enc"])
            self.assertLess(abs(target["used_bytes"] - raw["used_size"]), 1024)
            self.assertEqual(seconds(target["last_started"]), raw["last_backup_start_time"])
            self.assertEqual(target["last_duration_seconds"], raw["last_backup_duration"])

    def test_target(self):
        for row in self.ask("vault", "targets", wanted=0).document()["targets"]:
            document = self.ask("vault", "target", row["id"], wanted=0).document()
            check_object(document, {"target": None}, "target")
            for key in TARGET:
                self.assertEqual(document["target"][key], row[key])
            raw = self.call("SYNO.Backup.Service.VersionBackup.Target", "detail",
                            target_id=row["id"])
            other = document["target"]["other"]
            self.assertEqual(other["source_host"], raw["source_host"])
            self.assertEqual(other["version_count"], str(raw["version_count"]))

    def test_concurrency(self):
        self.assertEqual(self.ask("vault", "concurrency", wanted=0).document(), {"limit": 2})
        self.assertEqual(self.ask("vault", "concurrency", "5", wanted=0).document(), {"limit": 5})
        self.assertEqual(self.nas.control("state")["vault"]["limit"], 5)
        # What the NAS kept, not what was asked for.
        answer = self.ask("vault", "concurrency", "500", wanted=0)
        self.assertEqual(answer.document(), {"limit": 20})
        need(answer.err, "it says nothing of it")
        for bad in ("0", "-1", "x", "1.5", ""):
            words = ["vault", "concurrency", "--json", *self.nas.connection(), "--", bad]
            ctl.run(*words, password=self.nas.password, wanted=64).error("usage")

    def test_concurrency_lost(self):
        for how in ("reset", "empty"):
            self.nas.control("set-vault", limit=2)
            self.nas.control("lose-answer", how=how, method="set",
                             api="SYNO.Backup.Service.VersionBackup.Config")
            self.assertEqual(self.ask("vault", "concurrency", "7", wanted=0).document(),
                             {"limit": 7})
        self.nas.control("fail", mode="reset", count=1, method="set",
                         api="SYNO.Backup.Service.VersionBackup.Config")
        self.ask("vault", "concurrency", "9", wanted=69).error("offline")
        self.assertEqual(self.nas.control("state")["vault"]["limit"], 7)

    def test_statistics(self):
        for target in self.targets():
            target_id = str(target["target_id"])
            document = self.ask("vault", "statistics", target_id, wanted=0).document()
            check_object(document, {"statistics": None}, "statistics")
            for run in document["statistics"]["runs"]:
                check_object(run, RUN, "run")
            raw = self.call("SYNO.SDS.Backup.Server.Common.Statistic", "get", task_id=target_id,
                            additional='["volume_size"]')
            last = raw["target_previous_next_list"][-1]
            runs = document["statistics"]["runs"]
            if last["end_time"]:
                self.assertEqual(seconds(runs[-1]["ended"]), last["end_time"])
                self.assertEqual(runs[-1]["target_bytes"], last["target_size"] * 1024)
            need(any(name.startswith("volume_size") for name in document["statistics"]["other"]),
                 "the size of the volume is lost")


class Variants(unittest.TestCase):
    SENDING = (["tasks"], ["task", "1"], ["repositories"], ["repository", "1"], ["versions", "1"],
               ["statistics", "1"], ["check", "1"], ["check-cancel", "1"],
               ["remove", "1", "--yes"], ["logs"], ["logs", "--task", "1"], ["run", "1"])
    RECEIVING = (["vault", "targets"], ["vault", "target", "1"], ["vault", "concurrency"],
                 ["vault", "concurrency", "3"], ["vault", "statistics", "1"],
                 ["vault", "logs", "1"])

    def ask(self, nas, words, wanted):
        return ctl.run(*words, "--json", *nas.connection(), password=nas.password, wanted=wanted)

    def start(self, variant):
        nas = Nas(DEMO_NAS, "--variant", variant)
        self.addCleanup(nas.stop)
        return nas

    def test_no_vault(self):
        nas = self.start("no-vault")
        for words in self.RECEIVING:
            with self.subTest(words=words):
                error = self.ask(nas, words, 1).error("not-supported")
                self.assertIn("Hyper Backup Vault is not installed", error["message"])
        self.ask(nas, ["logs"], 0)

    def test_vault_only(self):
        nas = self.start("vault-only")
        for words in self.SENDING:
            with self.subTest(words=words):
                error = self.ask(nas, words, 1).error("not-supported")
                self.assertIn("Hyper Backup is not installed", error["message"])
        for words in self.RECEIVING:
            with self.subTest(words=words):
                self.ask(nas, words, 0)
        for target in self.ask(nas, ["vault", "targets"], 0).document()["targets"]:
            self.assertTrue(target["last_started"].endswith("+02:00"), target)

    def test_no_permission(self):
        nas = self.start("no-permission")
        for words in self.SENDING + self.RECEIVING:
            with self.subTest(words=words):
                self.ask(nas, words, 77).error("permission")

    def test_lun(self):
        nas = self.start("lun")
        tasks = self.ask(nas, ["tasks"], 0).document()["nas"][0]["tasks"]
        luns = [t["id"] for t in tasks if not t["id"].isdigit()]
        need(luns, "no LUN task")
        for command in ("repository", "versions", "statistics", "check", "check-cancel"):
            with self.subTest(command=command):
                self.ask(nas, [command, luns[0]], 1).error("not-supported")
        self.ask(nas, ["remove", luns[0], "--yes"], 1).error("not-supported")
        self.assertEqual(nas.control("counters")["writes"], 0)

    def test_empty(self):
        nas = self.start("empty")
        for omit in (False, True):
            nas.control("set-server", omit_empty=omit)
            for words, name in ((["repositories"], "repositories"), (["vault", "targets"],
                                                                     "targets")):
                self.assertEqual(self.ask(nas, words, 0).document(), {name: []})
            self.ask(nas, ["versions", "1"], 1).error("not-found")


if __name__ == "__main__":
    unittest.main(verbosity=2)
