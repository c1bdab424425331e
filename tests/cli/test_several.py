# SPDX-License-Identifier: GPL-3.0-or-later
"""Several stored NAS: their logs as one, and commands that are for one of them alone."""
import datetime
import unittest

import test_stored
from ctl import Nas, check_error


class Several(unittest.TestCase):
    setUp = test_stored.Stored.setUp
    tearDown = test_stored.Stored.tearDown
    ask = test_stored.Stored.ask
    add = test_stored.Stored.add
    logins = test_stored.Stored.logins

    def add_both(self):
        self.second = Nas(test_stored.DEMO_NAS, "--seed", "7", "--logs", "700")
        self.addCleanup(self.second.stop)
        self.second.control("utc-offset", seconds=-3600)
        self.add("office")
        self.add("cabin", nas=self.second)

    def logs(self, *words, wanted=0):
        document = self.ask("logs", *words, wanted=wanted).document()
        self.assertEqual(list(document), ["total", "entries", "errors", "error"])
        self.assertIsNone(document["error"])
        for failure in document["errors"]:
            check_error(failure["error"])
        return document

    def test_merged(self):
        self.add_both()
        document = self.logs("--limit", "0")
        entries = document["entries"]
        times = [datetime.datetime.fromisoformat(e["time"]) for e in entries]
        self.assertEqual(times, sorted(times, reverse=True))
        self.assertEqual({e["nas"]: e["time"][-6:] for e in entries},
                         {"office": "+02:00", "cabin": "-01:00"})
        self.assertEqual(document["errors"], [])
        self.assertEqual(document["total"], len(entries))
        self.assertEqual(self.logs("--limit", "10", "--offset", "300")["entries"],
                         entries[300:310])
        errors = [e for e in entries if e["level"] == "error"]
        self.assertEqual(self.logs("--limit", "10", "--offset", "30", "--level", "error")["entries"],
                         errors[30:40])
        self.assertEqual({e["nas"] for e in self.logs("--task", "2", "--limit", "50")["entries"]},
                         {"office", "cabin"})
        self.ask("logs", "--task", "77", wanted=1).error("not-found")

    def test_for_one(self):
        self.add_both()
        for words in (["versions", "1"], ["repositories"], ["vault", "targets"],
                      ["remove", "1", "--yes"], ["vault", "logs", "1"]):
            error = self.ask(*words, wanted=64).error("usage")
            self.assertIn("office", error["message"])
            self.assertIn("cabin", error["message"])
        self.ask("versions", "1", "--nas", "cabin", wanted=0)
        self.ask("vault", "targets", "--nas", "cabin", wanted=0)

    def test_failures(self):
        self.add_both()
        self.second.control("fail", mode="reset", count=-1)
        document = self.logs("--limit", "0")
        self.assertEqual([f["nas"] for f in document["errors"]], ["cabin"])
        self.assertEqual({e["nas"] for e in document["entries"]}, {"office"})
        self.nas.control("fail", mode="reset", count=-1)
        document = self.logs(wanted=69)
        self.assertEqual([f["nas"] for f in document["errors"]], ["office", "cabin"])
        self.assertIsNone(document["total"])
        self.assertEqual(document["entries"], [])

    def test_latched(self):
        """After a refused sign-in nothing is sent, whatever the command."""
        self.add("office")
        self.nas.control("set-password", password="other")
        self.ask("logs", wanted=77).error("auth-rejected")
        requests = self.nas.control("counters")["http_requests"]
        for words in (["logs"], ["vault", "targets"], ["vault", "concurrency", "3"],
                      ["versions", "1"], ["remove", "1", "--yes"], ["check", "1"],
                      ["repositories"]):
            with self.subTest(words=words):
                self.ask(*words, wanted=77).error("auth-rejected")
        self.assertEqual(self.nas.control("counters")["http_requests"], requests)


if __name__ == "__main__":
    unittest.main(verbosity=2)
