# SPDX-License-Identifier: GPL-3.0-or-later
"""`logs`: every filter against a brute force over the lines that the NAS itself has."""
import csv
import datetime
import io
import json
import unittest

from ctl import LIMIT, Nas, TEXT, TIME, check_error, check_object, need
from nas_case import DEMO_NAS, WithNas, ctl

COLUMNS = ["nas", "time", "level", "raw_level", "event", "user"]
ENTRY = {"nas": (TEXT,), "time": (TIME, None), "level": ("info", "warning", "error", "unknown"),
         "raw_level": (TEXT, None), "event": (TEXT,), "user": (TEXT, None)}
LEVELS = {"info": "info", "warn": "warning", "err": "error"}
PLUS_2 = datetime.timezone(datetime.timedelta(hours=2))


def check_logs(document):
    check_object(document, {"total": None, "entries": None, "error": None}, "logs")
    need(list(document)[0] == "total" and list(document)[-1] == "error", "the order of the members")
    for entry in document["entries"]:
        check_object(entry, ENTRY, "entry")
    if document["error"] is not None:
        check_error(document["error"])
    return document["entries"]


class Logs(WithNas):
    def raw(self, **params):
        """Every line, newest first, as the contract has it."""
        lines = self.call("SYNO.SDS.Backup.Client.Common.Log", "list", offset=0, limit=-1,
                          **params)["log_list"]
        return [(datetime.datetime.strptime(line["time"], "%Y/%m/%d %H:%M:%S")
                 .replace(tzinfo=PLUS_2), LEVELS[line["level"]], line["event"], line["user"])
                for line in lines]

    def logs(self, *words, wanted=0):
        document = self.ask("logs", *words, wanted=wanted).document()
        return document["total"], [(datetime.datetime.fromisoformat(e["time"]), e["level"],
                                    e["event"], e["user"]) for e in check_logs(document)]

    def test_all(self):
        raw = self.raw()
        total, lines = self.logs("--limit", "0")
        self.assertEqual(total, len(raw))
        self.assertEqual(lines, raw)
        self.assertEqual(self.logs()[1], raw[:100])
        for limit, offset in ((1, 0), (7, 5), (500, 0), (501, 3), (600, len(raw) - 10),
                              (5, len(raw) + 5)):
            with self.subTest(limit=limit, offset=offset):
                total, lines = self.logs("--limit", str(limit), "--offset", str(offset))
                self.assertEqual(lines, raw[offset:offset + limit])
                self.assertEqual(total, len(raw))

    def test_level(self):
        raw = self.raw()
        for level in ("info", "warning", "error"):
            wanted = [line for line in raw if line[1] == level]
            need(wanted, f"no line of level {level}")
            total, lines = self.logs("--level", level, "--limit", "0")
            self.assertEqual(lines, wanted)
            self.assertEqual(total, len(raw))
            self.assertEqual(self.logs("--level", level, "--limit", "3", "--offset", "2")[1],
                             wanted[2:5])

    def test_odd_levels(self):
        for raw_level, level in (("critical", "error"), ("CRIT", "error"), ("Error", "error"),
                                 ("WARNING", "warning"), ("debug", "unknown"), ("", "unknown")):
            with self.subTest(level=raw_level):
                self.nas.control("fail", mode="data", api="SYNO.SDS.Backup.Client.Common.Log",
                                 data={"total": 1, "log_list": [
                                     {"time": "2026/04/24 02:31:07", "level": raw_level,
                                      "event": "x"}]})
                entry = check_logs(self.ask("logs", wanted=0).document())[0]
                self.assertEqual(entry["level"], level)
                self.assertEqual(entry["raw_level"], raw_level or None)
                self.assertEqual(entry["time"], "2026-04-24T02:31:07+02:00")

    def test_keyword(self):
        raw = self.raw()
        for keyword in ("suspended", "FINISHED", "[Home folders]", "7", "true", "\"", "é%&+="):
            with self.subTest(keyword=keyword):
                wanted = [line for line in raw if keyword.lower() in line[2].lower()]
                total, lines = self.logs("--keyword", keyword, "--limit", "0")
                self.assertEqual(lines, wanted)
                self.assertEqual(total, len(wanted))

    def test_task(self):
        for task in self.nas.control("state")["tasks"]:
            raw = self.raw(task_id=task["task_id"])
            self.assertEqual(self.logs("--task", task["task_id"], "--limit", "0")[1], raw)
        for unknown in ("77", "x", "1 OR 1=1"):
            self.ask("logs", "--task", unknown, wanted=1).error("not-found")

    def test_time(self):
        raw = self.raw()
        middle = raw[len(raw) // 2][0]
        day = middle.date()
        first = datetime.datetime.combine(day, datetime.time(), PLUS_2)
        last = first + datetime.timedelta(days=1, seconds=-1)
        utc = middle.astimezone(datetime.timezone.utc)
        for words, from_, to in (
                (["--from", f"{day}"], first, None), (["--to", f"{day}"], None, last),
                (["--from", f"{day}", "--to", f"{day}"], first, last),
                (["--from", f"{middle:%Y-%m-%dT%H:%M:%S}"], middle, None),
                (["--to", f"{middle:%Y-%m-%d %H:%M:%S}"], None, middle),
                (["--from", f"{utc:%Y-%m-%dT%H:%M:%SZ}"], middle, None),
                (["--to", f"{utc:%Y-%m-%dT%H:%M:%S}+00:00"], None, middle),
                (["--from", "2999-01-01"], datetime.datetime(2999, 1, 1, tzinfo=PLUS_2), None)):
            with self.subTest(words=words):
                wanted = [line for line in raw if (from_ is None or line[0] >= from_)
                          and (to is None or line[0] <= to)]
                total, lines = self.logs(*words, "--limit", "0")
                self.assertEqual(lines, wanted)
                self.assertEqual(total, len(wanted))

    def test_time_of_the_nas(self):
        """A day is the NAS's, whatever its zone."""
        self.nas.control("utc-offset", seconds=-5 * 3600)
        zone = datetime.timezone(datetime.timedelta(hours=-5))
        raw = [line[0].replace(tzinfo=zone) for line in self.raw()]
        day = raw[len(raw) // 2].date()
        total, lines = self.logs("--from", f"{day}", "--to", f"{day}", "--limit", "0")
        self.assertEqual([line[0] for line in lines], [t for t in raw if t.date() == day])
        self.assertEqual({line[0].utcoffset() for line in lines}, {zone.utcoffset(None)})

    def test_time_zone_unknown(self):
        self.nas.control("fail", mode="code", code=105, count=-1, api="SYNO.Core.System")
        document = self.ask("logs", "--limit", "3", wanted=0).document()
        self.assertEqual([e["time"] for e in check_logs(document)], [None] * 3)
        self.ask("logs", "--from", "2026-05-01", wanted=70).error("protocol")
        self.ask("logs", "--from", "2026-05-01T00:00Z", wanted=0).document()

    def test_bad_words(self):
        for words in (["--from", "yesterday"], ["--to", "2026-02-30"], ["--from", "2026-1-1"],
                      ["--level", "warn"], ["--level", "critical"], ["--limit", "-1"],
                      ["--limit", "x"], ["--offset", "1.5"], ["--csv"]):
            with self.subTest(words=words):
                self.ask("logs", *words, wanted=64).error("usage")
        self.assertEqual(self.nas.control("counters")["requests"], 0)

    def test_never_asks_for_a_level(self):
        self.logs("--level", "error", "--limit", "2")
        for record in self.nas.control("requests")["requests"]:
            self.assertNotIn("filter_level", record["params"])

    def test_csv(self):
        self.nas.control("add-log", event="=1+1", level="err")
        self.nas.control("add-log", event='@a "b", c\nd', level="info")
        for first in "+-":
            self.nas.control("add-log", event=first + "1", level="warn")
        raw = self.raw()
        answer = ctl.run("logs", "--csv", "--limit", "0", *self.nas.connection(),
                         password=self.nas.password, wanted=0)
        text = answer.out.decode()
        rows = list(csv.reader(io.StringIO(text, newline="")))
        self.assertEqual(rows[0], COLUMNS)
        self.assertEqual(len(rows), len(raw) + 1)
        self.assertTrue(text.startswith(",".join(COLUMNS) + "\r\n"))
        self.assertTrue(text.endswith("\r\n"))
        for row, line in zip(rows[1:], raw):
            self.assertEqual(datetime.datetime.fromisoformat(row[1]), line[0])
            self.assertEqual(row[2], line[1])
            self.assertEqual(row[4], ("'" if line[2][0] in "=+-@" else "") + line[2])
            self.assertFalse(any(cell[:1] in tuple("=+-@") for cell in row if cell))
        events = {row[4] for row in rows}
        for event in ("'=1+1", '\'@a "b", c\nd', "'+1", "'-1"):
            self.assertIn(event, events)

    def test_words(self):
        answer = ctl.run("logs", "--limit", "5", *self.nas.connection(),
                         password=self.nas.password, wanted=0)
        lines = answer.out.decode().splitlines()
        self.assertEqual(len(lines), 5)
        for line, raw in zip(lines, self.raw()):
            self.assertIn(raw[2], line)

    def test_half_way(self):
        """A failure on the way: what came is there, and the document is whole."""
        self.nas.control("fail", mode="code", code=105, count=1, after=1,
                         api="SYNO.SDS.Backup.Client.Common.Log")
        answer = self.ask("logs", "--limit", "0", wanted=77)
        document = answer.document()
        self.assertEqual(len(check_logs(document)), 500)
        self.assertEqual(document["error"]["kind"], "permission")
        self.nas.control("clear")
        self.nas.control("fail", mode="reset", count=-1, after=1,
                         api="SYNO.SDS.Backup.Client.Common.Log")
        answer = ctl.run("logs", "--limit", "0", "--csv", *self.nas.connection(),
                         password=self.nas.password, wanted=69)
        self.assertEqual(len(list(csv.reader(io.StringIO(answer.out.decode(), newline="")))), 501)
        self.assertTrue(answer.err.startswith(b"backstayctl: "))

    def test_at_once(self):
        """A failure of the first page is the whole answer."""
        self.nas.control("fail", mode="code", code=105, count=1,
                         api="SYNO.SDS.Backup.Client.Common.Log")
        self.ask("logs", wanted=77).error("permission")

    def test_lines_written_meanwhile(self):
        raw = self.raw()
        self.nas.control("delay", ms=150)
        process = ctl.start("logs", "--json", "--limit", "0", *self.nas.connection(), bufsize=0)
        process.stdin.write((self.nas.password + "\n").encode())
        process.stdin.flush()
        start = process.stdout.read(1)  # the first page is there
        self.nas.control("add-log", event="meanwhile", level="info", count=3)
        out, _ = process.communicate(timeout=LIMIT)
        events = [e["event"] for e in check_logs(json.loads(start + out))]
        self.assertEqual(events, [line[2] for line in raw])

    def test_empty(self):
        nas = Nas(DEMO_NAS, "--variant", "empty")
        self.addCleanup(nas.stop)
        nas.control("set-server", omit_empty=True)
        answer = ctl.run("logs", "--json", *nas.connection(), password=nas.password, wanted=0)
        self.assertEqual(check_logs(answer.document()), [])
        self.assertEqual(answer.document()["total"], 0)


class Many(WithNas):
    ARGUMENTS = ["--logs", "12345"]

    def test_every_line(self):
        answer = self.ask("logs", "--limit", "0", wanted=0)
        entries = check_logs(answer.document())
        raw = self.call("SYNO.SDS.Backup.Client.Common.Log", "list", offset=0, limit=-1)["log_list"]
        self.assertEqual([e["event"] for e in entries], [line["event"] for line in raw])
        self.assertEqual(len(entries), 12345)


class Vault(WithNas):
    def test_logs(self):
        for target in self.nas.control("state")["vault"]["targets"]:
            target_id = str(target["target_id"])
            raw = self.call("SYNO.SDS.Backup.Server.Common.Log", "list", offset=0, limit=-1,
                            filter_target_id=target_id)
            for limit, offset in ((0, 0), (3, 0), (2, 4)):
                document = self.ask("vault", "logs", target_id, "--limit", str(limit), "--offset",
                                    str(offset), wanted=0).document()
                events = [e["event"] for e in check_logs(document)]
                wanted = [line["event"] for line in raw["log_list"]][offset:]
                self.assertEqual(events, wanted[:limit] if limit else wanted)
                self.assertEqual(document["total"], raw["total"])
        self.ask("vault", "logs", "77", wanted=1).error("not-found")


if __name__ == "__main__":
    unittest.main(verbosity=2)
