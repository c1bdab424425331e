# SPDX-License-Identifier: GPL-3.0-or-later
"""A small NAS that shares nothing with the others, and deviates on demand in every way that the
protocol's description names. Also servers that are no NAS at all."""
import contextlib
import gzip
import http.server
import json
import socket
import threading
import time
import urllib.parse

UTC_OFFSET = 7200  # s; of the NAS
NOW = int(time.time()) // 60 * 60


def wall(moment):
    """As the NAS writes a time: its wall clock, without a zone."""
    return time.strftime("%Y/%m/%d %H:%M:%S", time.gmtime(moment + UTC_OFFSET))


def iso(moment):
    """As backstayctl writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S+02:00", time.gmtime(moment + UTC_OFFSET))


STARTED, ENDED, NEXT = NOW - 5 * 3600, NOW - 4 * 3600 - 7, NOW + 19 * 3600
HEALTHY = {
    "task_id": 4, "name": "Photos off-site", "repo_id": 4, "target_id": "home_1.hbk",
    "target_type": "cloud_image", "transfer_type": "synocloud_swift",
    "type": "cloud_image:synocloud_swift", "state": "backupable", "status": "none",
    "data_type": "data", "data_enc": True, "last_bkp_result": "done",
    "last_bkp_time": wall(STARTED), "last_bkp_end_time": wall(ENDED),
    "next_bkp_time": wall(NEXT)[:-3], "is_modified": False,
}
STATUS = {
    "last_bkp_error": "", "last_bkp_error_code": 4401,
    "last_bkp_success_time": wall(ENDED), "last_bkp_progress": 100,
    "last_bkp_success_version": "12",
}
PROGRESS = {
    "step": "data_backup", "progress": 37, "show_progress": True, "can_cancel": True,
    "can_suspend": True, "avg_speed": 8388608, "total_size": "52428800000",
    "processed_size": "19398656000", "transmitted_size": "9663676416",
    "scan_file_count": "81250", "counted_file_count": "30062", "current_app": "",
}
ACCOUNT = "josé"
PASSWORD = "p+&=%20 \"'ü€😀"
ROW_KEYS = ("last_bkp_time", "next_bkp_time", "last_bkp_result", "is_modified", "schedule")


def stringly(value):
    if isinstance(value, dict):
        return {k: stringly(v) for k, v in value.items()}
    if isinstance(value, list):
        return [stringly(v) for v in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else value


def failure(code, **errors):
    error = {"code": code}
    if errors:
        error["errors"] = errors
    return {"success": False, "error": error}


class OddNas:
    """Its deviations are attributes, so that a test reads as what is odd."""

    def __init__(self):
        self.prefix = ""              # a reverse proxy's path
        self.auth_path = "entry.cgi"
        self.auth_versions = (1, 7)
        self.json_format = True       # discovery says requestFormat
        self.has_compound = True
        self.has_backup = True
        self.numbers_as_strings = False
        self.gzip = False
        self.content_type = 'application/json; charset="UTF-8"'
        self.system_code = 0          # what SYNO.Core.System answers instead
        self.login_code = 0
        self.login_errors = None
        self.list_data = None         # instead of the list
        self.status_codes = {}        # task: code
        self.get_code = 0
        self.target_code = 0
        self.write_answer = None      # bytes instead of the answer to a write
        self.expire_after = None      # calls until the session is gone, once
        self.always_expired = False
        self.write_without_effect = False
        self.sid = "kS3%2F+/=&x;y"
        self.token = "f1q&=+"
        self.tasks = {"4": dict(HEALTHY)}
        self.status = {"4": dict(STATUS)}
        self.calls = []               # (api, method, version, parameters)
        self.paths = []
        self.valid = False
        odd = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args):
                pass

            def do_GET(self):
                odd.answer(self, urllib.parse.urlsplit(self.path).query)

            def do_POST(self):
                length = int(self.headers.get("Content-Length") or 0)
                odd.answer(self, self.rfile.read(length).decode())

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """Whoever asks may hang up at any time."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        self.lock = threading.Lock()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def connection(self):
        port = self.server.server_address[1]
        return ["--url", f"http://127.0.0.1:{port}{self.prefix}", "--account", ACCOUNT,
                "--password-file", "-", "--allow-plain-http"]

    def count(self, api, method):
        return len([c for c in self.calls if c[0] == api and c[1] == method])

    def writes(self):
        return [c for c in self.calls if c[0] == "SYNO.Backup.Task"
                and c[1] in ("backup", "cancel", "suspend", "resume", "discard")]

    def answer(self, http_request, query):
        split = urllib.parse.urlsplit(http_request.path)
        fields = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        with self.lock:
            self.paths.append(http_request.path)
            base = self.prefix + "/webapi/"
            if not split.path.startswith(base):
                return self.send(http_request, b"<html>404</html>", 404, "text/html")
            token = http_request.headers.get("X-SYNO-TOKEN") or fields.get("SynoToken")
            reply = self.enter(split.path[len(base):], fields, token)
        if isinstance(reply, bytes):
            return self.send(http_request, reply)
        if self.numbers_as_strings and isinstance(reply.get("data"), dict) \
                and fields.get("api") != "SYNO.API.Info":
            reply = dict(reply, data=stringly(reply["data"]))
        self.send(http_request, json.dumps(reply).encode())

    def send(self, http_request, body, status=200, content_type=None):
        http_request.send_response(status)
        if self.gzip and "gzip" in http_request.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            http_request.send_header("Content-Encoding", "gzip")
        http_request.send_header("Content-Type", content_type or self.content_type)
        http_request.send_header("Content-Length", str(len(body)))
        http_request.end_headers()
        http_request.wfile.write(body)

    def enter(self, path, fields, token):
        api, method = fields.get("api"), fields.get("method")
        if api == "SYNO.API.Info":
            return {"success": True, "data": self.registry()}
        entry = self.registry().get(api)
        if entry is None:
            return failure(102)
        if path != entry["path"]:
            return failure(102)
        if api == "SYNO.API.Auth":
            self.calls.append((api, method, fields.get("version"), fields))
            return self.login(fields) if method == "login" else {"success": True}
        if self.expire_after is not None:
            self.expire_after -= 1
            if self.expire_after < 0:
                self.expire_after = None
                self.valid = False
        if not self.valid or self.always_expired or fields.get("_sid") != self.sid:
            self.calls.append((api, method, fields.get("version"), fields))
            return failure(119)
        if token != self.token:
            return failure(103)
        if api == "SYNO.Entry.Request":
            results = []
            for part in json.loads(fields["compound"]):
                result = self.call(part["api"], part["method"], part["version"], part)
                results.append(dict(result, api=part["api"], method=part["method"],
                                    version=part["version"]))
            return {"success": True, "data": {"has_fail": any(not r["success"] for r in results),
                                              "result": results}}
        parameters = {}
        for key, value in fields.items():
            if key in ("api", "method", "version", "_sid", "SynoToken"):
                continue
            try:
                parameters[key] = json.loads(value)
            except ValueError:
                parameters[key] = value
        return self.call(api, method, int(fields["version"]), parameters)

    def registry(self):
        names = ["SYNO.API.Auth", "SYNO.Core.System"]
        if self.has_compound:
            names.append("SYNO.Entry.Request")
        if self.has_backup:
            names += ["SYNO.Backup.Task", "SYNO.Backup.Target", "SYNO.Backup.Repository"]
        result = {}
        for name in names:
            result[name] = {"path": "entry.cgi", "minVersion": 1, "maxVersion": 2}
            if self.json_format:
                result[name]["requestFormat"] = "JSON"
        result["SYNO.API.Auth"] = {"path": self.auth_path, "minVersion": self.auth_versions[0],
                                   "maxVersion": self.auth_versions[1]}
        return result

    def login(self, fields):
        if self.login_code:
            reply = failure(self.login_code)
            if self.login_errors is not None:
                reply["error"]["errors"] = self.login_errors
            return reply
        if fields.get("account") != ACCOUNT or fields.get("passwd") != PASSWORD:
            return failure(400)
        self.valid = True
        return {"success": True, "data": {"account": ACCOUNT, "sid": self.sid,
                                          "synotoken": self.token, "is_portal_port": False}}

    def call(self, api, method, version, parameters):
        self.calls.append((api, method, version, parameters))
        if api == "SYNO.Core.System" and method == "info":
            if self.system_code:
                return failure(self.system_code)
            now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + UTC_OFFSET))
            return {"success": True, "data": {"time": now, "time_zone": "Amsterdam",
                                              "model": "DS918+"}}
        if not self.has_backup or api not in self.registry():
            return failure(102)
        if version != 1:
            return failure(103)
        task_id = str(parameters.get("task_id", ""))
        if api == "SYNO.Backup.Task" and method == "list":
            return self.list(parameters)
        if task_id not in self.tasks:
            return failure(4400)
        if api == "SYNO.Backup.Target" and method == "get":
            if self.target_code:
                return failure(self.target_code)
            return {"success": True, "data": {"is_online": True, "used_size": 729,
                                              "format_type": "hbk", "last_detect_time": ""}}
        if api == "SYNO.Backup.Repository" and method == "get":
            return {"success": True, "data": {"repo_id": 4, "transfer_type": "synocloud_swift",
                                              "target_type": "cloud_image", "secret": "########"}}
        if api != "SYNO.Backup.Task":
            return failure(103)
        if method == "status":
            return self.one_status(task_id)
        if method == "get":
            return self.one(task_id)
        return self.write(method, task_id, parameters)

    def list(self, parameters):
        if self.list_data is not None:
            return {"success": True, "data": self.list_data}
        wanted = parameters.get("additional", [])
        rows = []
        for task in self.tasks.values():
            row = {k: v for k, v in task.items() if k not in ROW_KEYS + ("last_bkp_end_time",)
                   or k in wanted or (k == "last_bkp_end_time" and "last_bkp_time" in wanted)}
            rows.append(row)
        return {"success": True, "data": {"total": len(rows), "is_restoring": False,
                                          "task_list": rows}}

    def one_status(self, task_id):
        if task_id in self.status_codes:
            return failure(self.status_codes[task_id])
        data = {k: v for k, v in self.tasks[task_id].items()
                if k.startswith("last_")
                or k in ("task_id", "state", "status", "next_bkp_time", "schedule")}
        data.update(self.status.get(task_id, {}))
        if data.get("status") == "backup":
            data.setdefault("progress", dict(PROGRESS))
        return {"success": True, "data": data}

    def one(self, task_id):
        if self.get_code:
            return failure(self.get_code)
        data = dict(self.tasks[task_id])
        data["source"] = {"folder_list": [{"folderPath": "/photo", "fullPath": "/volume1/photo"},
                                          {"folderPath": "/homes/anna", "fullPath": "/volume1/…"}],
                          "app_name_list": ["Note Station"]}
        data["repository"] = {"repo_id": 4, "target_type": "cloud_image", "pwd": "########",
                              "transfer_type": "synocloud_swift", "container": "backups"}
        data["schedule"] = {"schedule_enable": True,
                            "schedule": {"hour": 2, "min": 0, "week_name": "0,1,2,3,4,5,6"}}
        return {"success": True, "data": data}

    def write(self, method, task_id, parameters):
        task = self.tasks[task_id]
        if method in ("cancel", "suspend") and parameters.get("task_state") != task["state"]:
            return failure(4400)
        new = {"backup": ("backup", "backingup"), "resume": ("backup", "resuming"),
               "cancel": ("none", "cancel"), "suspend": ("none", "suspend"),
               "discard": ("none", "discard")}.get(method)
        if new is None:
            return failure(103)
        if not self.write_without_effect:
            task["status"], task["last_bkp_result"] = new
        if self.write_answer is not None:
            return self.write_answer
        return {"success": True}


@contextlib.contextmanager
def odd_nas(**deviations):
    nas = OddNas()
    for name, value in deviations.items():
        assert hasattr(nas, name), name
        setattr(nas, name, value)
    try:
        yield nas
    finally:
        nas.close()


@contextlib.contextmanager
def raw_server(reply):
    """Answers every connection with the same bytes, or lets reply (connection) do it."""
    listener = socket.create_server(("127.0.0.1", 0))
    seen = []
    stop = threading.Event()

    def talk(connection):
        with connection:
            try:
                connection.settimeout(20)
                seen.append(connection.recv(65536))
                if callable(reply):
                    reply(connection, stop)
                else:
                    connection.sendall(reply)
            except OSError:
                pass

    def accept():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", seen
    finally:
        stop.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def page(body, status="200 OK", content_type="application/json", more=""):
    if isinstance(body, str):
        body = body.encode()
    return (f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n"
            f"{more}Connection: close\r\n\r\n").encode() + body


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
