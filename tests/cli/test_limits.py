# SPDX-License-Identifier: GPL-3.0-or-later
"""A NAS that sends far too much: an error or a bounded list, and little memory for either.

usage: test_limits.py BACKSTAYCTL DEMO_NAS MEGABYTES
MEGABYTES is how much more than for an ordinary answer the program may take at its peak."""
import sys
import threading
import time
import unittest

from ctl import LIMIT, Answer, check_error, check_tasks, need

MOST = int(sys.argv.pop(3)) * 1024 * 1024
from nas_case import WithNas, ctl  # noqa: E402, takes the rest of the arguments

TASKS = {"api": "SYNO.Backup.Task", "method": "list"}
VERSIONS = {"api": "SYNO.Backup.Version", "method": "list"}
LOGS = {"api": "SYNO.SDS.Backup.Client.Common.Log", "method": "list"}


class Watch(threading.Thread):
    """What the kernel says about the most memory of a process. It only grows, so a look every few
    milliseconds sees it; what wait() reports would begin with the memory of this one."""

    def __init__(self, pid):
        super().__init__()
        self.path = f"/proc/{pid}/status"
        self.peak = 0

    def run(self):
        while True:
            try:
                with open(self.path, encoding="ascii") as file:
                    lines = [line for line in file if line.startswith("VmHWM:")]
            except OSError:
                return
            if not lines:  # it has ended
                return
            self.peak = int(lines[0].split()[1]) * 1024
            time.sleep(0.005)


class Limits(WithNas):
    def measure(self, *words):
        """Returns: the answer, and the most memory that the process had."""
        process = ctl.start(*words, "--json", *self.nas.connection())
        watch = Watch(process.pid)
        watch.start()
        out, err = process.communicate((self.nas.password + "\n").encode(), timeout=LIMIT)
        watch.join()
        need(process.returncode >= 0, f"{words} died: {err}")
        need(b"CRITICAL" not in err and b"WARNING" not in err, err)
        return Answer(process.returncode, out, err), watch.peak

    def ask_flooded(self, words, **fault):
        _, usual = self.measure(*words)
        self.nas.control("fail", count=-1, **fault)
        answer, peak = self.measure(*words)
        print(f"{fault.get('mode')} {' '.join(words)}: exit code {answer.code}, "
              f"{peak // 1024**2} MB, usually {usual // 1024**2} MB", flush=True)
        self.assertLess(peak - usual, MOST)
        return answer

    def section_error(self, answer):
        sections = check_tasks(answer.document()) if b'"nas"' in answer.out else None
        if sections is None:
            answer.error("protocol")
        else:
            check_error(sections[0]["error"])
            self.assertEqual(sections[0]["error"]["kind"], "protocol")

    def test_million_tasks(self):
        self.section_error(self.ask_flooded(["tasks"], mode="flood", rows=1000000, **TASKS))

    def test_too_many_tasks(self):
        self.section_error(self.ask_flooded(["tasks"], mode="flood", rows=20000, **TASKS))

    def test_many_tasks(self):
        answer = self.ask_flooded(["tasks"], mode="flood", rows=2000, **TASKS)
        self.assertEqual(len(check_tasks(answer.document())[0]["tasks"]), 2000)

    def test_million_versions(self):
        answer = self.ask_flooded(["versions", "5"], mode="flood", rows=1000000, **VERSIONS)
        answer.error("protocol")

    def test_most_versions(self):
        """As many as a NAS can keep."""
        answer = self.ask_flooded(["versions", "5"], mode="flood", rows=65535, **VERSIONS)
        self.assertEqual(answer.code, 0)

    def test_million_log_lines(self):
        self.ask_flooded(["logs"], mode="flood", rows=1000000, **LOGS).error("protocol")

    def test_page_that_is_too_long(self):
        answer = self.ask_flooded(["logs", "--limit", "20"], mode="flood", rows=50000, **LOGS)
        self.assertEqual(answer.code, 0)
        self.assertLess(len(answer.out), 100000)

    def test_texts_of_9_mb(self):
        """Together more than an answer may have; one alone that has no end is below."""
        self.section_error(self.ask_flooded(["tasks"], mode="long-text", length=9000000, **TASKS))

    def test_texts_of_6_mb(self):
        answer = self.ask_flooded(["tasks"], mode="long-text", length=6000000, **TASKS)
        for task in check_tasks(answer.document())[0]["tasks"]:
            self.assertLess(len(task["name"]), 20000)
            self.assertTrue(task["name"].endswith("x…"))

    def test_gzip_bomb(self):
        self.section_error(self.ask_flooded(["tasks"], mode="gzip-bomb", mb=1024, **TASKS))

    def test_endless(self):
        self.section_error(self.ask_flooded(["tasks"], mode="endless", **TASKS))

    def test_brackets(self):
        """Three bytes each on the wire, some hundred in memory."""
        body = '{"success":true,"data":{"task_list":[' + "{}," * 20000000 + "{}]}}"
        self.section_error(self.ask_flooded(["tasks"], mode="body", body=body, **TASKS))

    def test_deep(self):
        self.section_error(self.ask_flooded(["tasks"], mode="deep", **TASKS))

    def test_deep_compound(self):
        body = '{"success":true,"data":{"has_fail":false,"result":' * 5000
        self.section_error(self.ask_flooded(["tasks"], mode="body", body=body, **TASKS))

    def test_as_many_as_are_borne(self):
        """Just below every limit."""
        for row in ('"abcdefghijkl",' * 8)[:-1], '"x"':
            body = ('{"success":true,"data":{"task_list":['
                    + ",".join(f"[{row}]" for _ in range(248000)) + "]}}")
            self.nas.control("clear")
            self.section_error(self.ask_flooded(["tasks"], mode="body", body=body, **TASKS))


if __name__ == "__main__":
    unittest.main(verbosity=2)
