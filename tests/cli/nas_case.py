# SPDX-License-Identifier: GPL-3.0-or-later
"""A simulated NAS for each test, and backstayctl that asks it."""
import json
import sys
import unittest
import urllib.parse
import urllib.request

from ctl import Ctl, LIMIT, Nas, check_tasks

ctl = Ctl(sys.argv.pop(1))
DEMO_NAS = sys.argv.pop(1)


class WithNas(unittest.TestCase):
    ARGUMENTS = []

    def setUp(self):
        self.nas = Nas(DEMO_NAS, *self.ARGUMENTS)

    def tearDown(self):
        self.nas.stop()

    def ask(self, *words, account=None, password=None, more=(), wanted=None, env=None):
        return ctl.run(*words, "--json", *self.nas.connection(account), *more,
                       password=password or self.nas.password, wanted=wanted, env=env)

    def tasks(self):
        return {t["id"]: t for t in check_tasks(self.ask("tasks", wanted=0).document())[0]["tasks"]}

    def pick(self, condition):
        for task in self.nas.control("state")["tasks"]:
            if condition(task):
                return str(task["task_id"])
        self.fail("the simulated NAS has no such task")

    def idle(self):
        return self.pick(lambda t: t["state"] == "backupable" and t["status"] == "none"
                         and t["last_bkp_result"] == "done" and not t["suspended"])

    def suspended(self):
        return self.pick(lambda t: t["suspended"])

    def running(self):
        """A run that can be suspended and cancelled, and does not end by itself meanwhile."""
        self.nas.control("set-server", speed=0)
        task_id = self.pick(lambda t: t["status"] == "backup")
        self.nas.control("set-task", task_id=task_id, progress=40)
        return task_id

    def writes(self):
        return [r for r in self.nas.control("requests")["requests"]
                if r["api"] == "SYNO.Backup.Task"
                and r["method"] in ("backup", "cancel", "suspend", "resume", "discard")]

    def call(self, api, method, version=1, **params):
        """What the NAS answers to a stranger, without any code of the client's."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

        def send(path, **fields):
            data = urllib.parse.urlencode(fields).encode()
            url = urllib.parse.urljoin(self.nas.url, f"/webapi/{path}")
            with opener.open(url, data, timeout=LIMIT) as reply:
                return json.load(reply)

        if not hasattr(self, "sid"):
            self.sid = send("entry.cgi", api="SYNO.API.Auth", version=6, method="login",
                            account=self.nas.account, passwd=self.nas.password,
                            format="sid")["data"]["sid"]
        answer = send("entry.cgi", api=api, version=version, method=method, _sid=self.sid,
                      **params)
        self.assertTrue(answer["success"], answer)
        return answer["data"]
