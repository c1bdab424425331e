# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs backstayctl as a stranger would, and holds its answers to the contract."""
import atexit
import datetime
import json
import os
import signal
import subprocess
import tempfile
import threading
import urllib.request

LIMIT = 60  # s; nothing here takes so long, and a test that hangs has to end

KINDS = {
    "refused": 1, "precondition": 1, "busy": 1, "not-found": 1, "not-supported": 1, "usage": 64,
    "offline": 69, "protocol": 70, "session-expired": 70, "auth-rejected": 77, "permission": 77,
    "otp-required": 77, "otp-rejected": 77, "blocked": 77, "keyring": 77, "tls-untrusted": 78,
    "plain-http": 78,
}
VERDICTS = ("ok", "running", "attention", "failed", "unknown")
TEXT, INT, FLAG, TIME, WORD = "text", "int", "flag", "time", "word"
TASK = {
    "id": (TEXT,), "name": (TEXT,), "health": VERDICTS, "reason": (TEXT,), "state": (TEXT, None),
    "status": (TEXT, None), "last_result": (TEXT, None), "last_error": (TEXT, None),
    "last_error_code": (INT, None), "last_started": (TIME, None), "last_ended": (TIME, None),
    "last_success": (TIME, None), "next_run": (TIME, None), "progress": None, "destination": None,
    "encrypted": (FLAG, None),
}
PROGRESS = {
    "percent": (INT, None), "step": (TEXT, None), "processed_bytes": (INT, None),
    "total_bytes": (INT, None), "transmitted_bytes": (INT, None), "bytes_per_second": (INT, None),
    "can_cancel": (FLAG, None), "can_suspend": (FLAG, None),
}
DESTINATION = {
    "type": (TEXT, None), "transfer": (TEXT, None), "repository_id": (TEXT, None),
    "target_id": (TEXT, None),
}
REPOSITORY = {
    "id": (TEXT, None), "name": (TEXT, None), "type": (TEXT, None), "transfer": (TEXT, None),
    "location": (TEXT, None), "tasks": None,
}
ERROR = {"kind": tuple(KINDS) + ("interrupted",), "code": (INT, None), "api": (TEXT, None),
         "method": (TEXT, None), "message": (TEXT,)}


class Wrong(AssertionError):
    pass


def need(condition, text):
    if not condition:
        raise Wrong(text)


def fits(value, allowed):
    for kind in allowed:
        if kind is None and value is None:
            return True
        if kind == TEXT and isinstance(value, str):
            return True
        if kind == INT and isinstance(value, int) and not isinstance(value, bool):
            return True
        if kind == FLAG and isinstance(value, bool):
            return True
        if kind == TIME and isinstance(value, str):
            stamp = datetime.datetime.fromisoformat(value)
            return stamp.tzinfo is not None
        if kind not in (TEXT, INT, FLAG, TIME, None) and value == kind:
            return True
    return False


def check_object(value, shape, where):
    need(isinstance(value, dict), f"{where} is no object: {value!r}")
    need(list(sorted(value)) == list(sorted(shape)),
         f"{where} has keys {sorted(value)}, wanted {sorted(shape)}")
    for key, allowed in shape.items():
        if allowed is not None:
            need(fits(value[key], allowed), f"{where}.{key} is {value[key]!r}, wanted {allowed}")


def check_task(task, more=()):
    shape = dict(TASK)
    for key in more:
        shape[key] = None
    check_object(task, shape, "TASK")
    check_object(task["destination"], DESTINATION, "TASK.destination")
    if task["progress"] is not None:
        check_object(task["progress"], PROGRESS, "TASK.progress")


def check_error(error):
    shape = dict(ERROR)
    if isinstance(error, dict) and error.get("kind") == "tls-untrusted":
        shape["fingerprint"] = (TEXT,)
    check_object(error, shape, "error")
    if "fingerprint" in error:
        need(len(error["fingerprint"]) == 64
             and set(error["fingerprint"]) <= set("0123456789abcdef"), "fingerprint")
    need(error["message"].strip(), "an error without words")


def check_tasks(document):
    check_object(document, {"nas": None}, "tasks")
    for nas in document["nas"]:
        check_object(nas, {"name": (TEXT,), "error": None, "tasks": None}, "nas")
        if nas["error"] is not None:
            check_error(nas["error"])
        for task in nas["tasks"]:
            check_task(task)
    return document["nas"]


def check_one(document):
    check_object(document, {"task": None}, "task")
    task = document["task"]
    check_task(task, ("sources", "applications", "schedule", "repository", "target"))
    for key in ("sources", "applications"):
        need(task[key] is None or all(isinstance(x, str) for x in task[key]), key)
    need(task["schedule"] is None or isinstance(task["schedule"], dict), "schedule")
    if task["repository"] is not None:
        check_object(task["repository"], REPOSITORY, "REPOSITORY")
        need(all(isinstance(x, str) for x in task["repository"]["tasks"]), "repository.tasks")
    if task["target"] is not None:
        for key, allowed in (("online", (FLAG, None)), ("used_bytes", (INT, None)),
                             ("last_integrity_check", (TIME, None))):
            need(fits(task["target"][key], allowed), f"target.{key}: {task['target'][key]!r}")
    return task


def check_accepted(document):
    check_object(document, {"accepted": None, "task": None}, "action")
    need(document["accepted"] is True, "accepted")
    check_task(document["task"])
    return document["task"]


def check_status(document):
    check_object(document, {"verdict": VERDICTS, "sentence": (TEXT,), "nas": None}, "status")
    for nas in document["nas"]:
        check_object(nas, {"name": (TEXT,), "verdict": VERDICTS, "reason": (TEXT,),
                           "checked_at": (TIME, None), "counts": None, "error": None}, "nas")
        check_object(nas["counts"], {v: (INT,) for v in VERDICTS}, "counts")
        if nas["error"] is not None:
            check_error(nas["error"])
    return document


class Answer:
    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err

    def documents(self):
        """Every line is one document, and nothing stands beside them."""
        text = self.out.decode("utf-8")
        need(text.endswith("\n"), f"no line end: {text[-80:]!r}")
        return [json.loads(line, parse_constant=lambda c: need(False, c))
                for line in text[:-1].split("\n")]

    def document(self):
        documents = self.documents()
        need(len(documents) == 1, f"{len(documents)} documents: {self.out!r}")
        return documents[0]

    def error(self, kind):
        document = self.document()
        check_object(document, {"error": None}, "document")
        check_error(document["error"])
        need(document["error"]["kind"] == kind,
             f"{document['error']} is not {kind}; stderr: {self.err.decode(errors='replace')}")
        need(self.code == KINDS[kind], f"exit code {self.code} for {kind}")
        return document["error"]


class Ctl:
    """The program, with the connection that the arguments name."""

    def __init__(self, program):
        self.program = program
        self.home = tempfile.mkdtemp(prefix="backstayctl-home-")

    def environment(self, extra=None):
        env = dict(os.environ)
        env.update({"HOME": self.home, "XDG_CONFIG_HOME": self.home + "/config",
                    "XDG_DATA_HOME": self.home + "/data", "XDG_STATE_HOME": self.home + "/state",
                    "XDG_CACHE_HOME": self.home + "/cache"})
        env.update(extra or {})
        return env

    def start(self, *arguments, env=None, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
              stderr=subprocess.PIPE, **more):
        return subprocess.Popen([self.program, *arguments], stdin=stdin, stdout=stdout,
                                stderr=stderr, env=self.environment(env), **more)

    def run(self, *arguments, password=None, env=None, input=None, wanted=None):
        data = (password + "\n").encode() if password is not None else input
        process = self.start(*arguments, env=env)
        try:
            out, err = process.communicate(data, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Wrong(f"{arguments} did not end within {LIMIT} s")
        need(process.returncode >= 0,
             f"{arguments} died of signal {-process.returncode}: {err.decode(errors='replace')}")
        for word in (b"CRITICAL", b"WARNING **"):
            need(word not in err, err.decode(errors="replace"))
        if wanted is not None:
            need(process.returncode == wanted,
                 f"{arguments}: exit code {process.returncode}, wanted {wanted}; "
                 f"{out.decode(errors='replace')} {err.decode(errors='replace')}")
        return Answer(process.returncode, out, err)


class Nas:
    """A simulated NAS as a program of its own."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, "--control-port", "0", *arguments],
                                        stdout=subprocess.PIPE)
        # Whoever waits for this program's output would wait for the NAS that a failure left behind.
        atexit.register(self.process.kill)
        watchdog = threading.Timer(LIMIT, self.process.kill)
        watchdog.start()
        line = self.process.stdout.readline()
        watchdog.cancel()
        need(line, "the simulated NAS did not start")
        ready = json.loads(line)
        self.url = ready["url"]
        self.account = ready["account"]
        self.password = ready["password"]
        self.otp = ready["otp"]
        self.fingerprint = ready["fingerprint"]
        self.control_url = ready["control"].rstrip("/")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        atexit.unregister(self.process.kill)

    def control(self, command, **arguments):
        request = urllib.request.Request(f"{self.control_url}/{command}",
                                         data=json.dumps(arguments).encode(), method="POST")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=LIMIT) as reply:
            return json.load(reply)

    def connection(self, account=None, plain=True):
        words = ["--url", self.url, "--account", account or self.account, "--password-file", "-"]
        if plain and self.url.startswith("http:"):
            words.append("--allow-plain-http")
        return words

    def task(self, task_id):
        for task in self.control("state")["tasks"]:
            if str(task["task_id"]) == str(task_id):
                return task
        raise Wrong(f"the simulated NAS has no task {task_id}")
