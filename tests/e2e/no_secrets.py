#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that the program can write, searched for every secret that there was.

usage: no_secrets.py BACKSTAY BACKSTAYCTL DEMO-NAS

A whole session with the real keyring and notification daemon, with every log switched on: signing in
with a one-time code, watching, acting, faults, a session that ends, a password that changes, a crash.
Then all files, logs, the traffic of the session bus and what other users see of the processes are
searched for the passwords, the one-time code, and every session ID, token and device ID that the
simulated NAS ever gave away, in all forms in which they might stand there.
"""
import base64
import glob
import json
import os
import signal
import subprocess
import sys
import threading
import urllib.parse

from watch import LIMIT, NAME, PATH, Watch, main

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

PASSWORD = "p+&=%20 \"'ü€😀-first"
NEW_PASSWORD = "q-second/pass word&=+"
OTP = "918273645546372819"
ITEM = "/StatusNotifierItem"
WATCHER = """<node><interface name="org.kde.StatusNotifierWatcher">
<method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
</interface></node>"""


class Tray(threading.Thread):
    """A panel that asks the icon for all it has, so that it stands in the traffic of the bus."""

    def __init__(self):
        super().__init__(daemon=True)
        self.n_read = 0

    def called(self, connection, sender, path, interface, method, arguments, invocation):
        invocation.return_value(None)
        for item, name in ((ITEM, "org.kde.StatusNotifierItem"),
                           (ITEM + "/Menu", "com.canonical.dbusmenu")):
            connection.call(sender, item, "org.freedesktop.DBus.Properties", "GetAll",
                            GLib.Variant("(s)", (name,)), None, 0, -1, None, self.was_read)
        connection.call(sender, ITEM + "/Menu", "com.canonical.dbusmenu", "GetLayout",
                        GLib.Variant("(iias)", (0, -1, [])), None, 0, -1, None, self.was_read)

    def was_read(self, connection, result):
        try:
            connection.call_finish(result)
            self.n_read += 1
        except GLib.Error as error:
            print(f"# the tray: {error.message}")

    def run(self):
        context = GLib.MainContext.new()
        context.push_thread_default()
        bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(WATCHER).interfaces[0]
        bus.register_object("/StatusNotifierWatcher", interface, self.called,
                            lambda *_: GLib.Variant("b", True), None)
        Gio.bus_own_name_on_connection(bus, interface.name, Gio.BusNameOwnerFlags.NONE, None, None)
        GLib.MainLoop.new(context, False).run()


class Secrets(Watch):
    DEMO_ARGUMENTS = ("--tls",)
    # All that is said on the session bus, to the keyring, too.
    HEARD = "eavesdrop=true"

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.logs = []
        self.seen = {}
        self.tray = Tray()
        self.tray.start()

    def log(self, name):
        path = os.path.join(os.environ["XDG_RUNTIME_DIR"], f"log-{len(self.logs)}-{name}")
        self.logs.append(path)
        return open(path, "wb")

    def loud(self):
        return os.environ | {"G_MESSAGES_DEBUG": "all", "G_DEBUG": "",
                             "GSETTINGS_BACKEND": "keyfile"}

    def run(self, *words, password=PASSWORD, wanted=0):
        with self.log(words[0]) as log:
            process = subprocess.Popen([self.ctl, *words], stdin=subprocess.PIPE, stdout=log,
                                       stderr=log, env=self.loud())
            process.communicate((password + "\n").encode(), timeout=LIMIT)
        if wanted is not None and process.returncode != wanted:
            with open(self.logs[-1], encoding="utf-8", errors="replace") as file:
                print("# " + file.read()[-3000:].replace("\n", "\n# "))
            raise SystemExit(f"not ok - {words}: exit code {process.returncode}")

    def start(self):
        with self.log("backstay") as log:
            self.app = subprocess.Popen([self.program], stdin=subprocess.DEVNULL, stdout=log,
                                        stderr=log, env=self.loud())

    def look_at_process(self):
        for name in ("cmdline", "environ"):
            with open(f"/proc/{self.app.pid}/{name}", "rb") as file:
                self.seen[f"the process's {name}"] = file.read()

    def count_calls(self, method):
        return self.nas.control("counters")["by_method"].get(method, 0)

    def secrets(self):
        given = self.nas.control("secrets")["secrets"]
        found = set(given) | {PASSWORD, NEW_PASSWORD, OTP}
        if len(found) < 10:
            raise SystemExit(f"not ok - there were only {len(found)} secrets")
        return found

    def forms(self, secret):
        quoted = urllib.parse.quote(secret, safe="")
        raw = secret.encode()
        yield from (raw, quoted.encode(), urllib.parse.quote(quoted, safe="").encode(),
                    urllib.parse.quote_plus(secret).encode(), json.dumps(secret)[1:-1].encode(),
                    raw.hex().encode(), secret.encode("utf-16-le"), base64.b64encode(raw)[:-4])
        # dbus-monitor and GVariant have their own way with what is no ASCII.
        yield "".join(c if ord(c) < 128 else "".join(f"\\{b:03o}" for b in c.encode())
                      for c in secret).encode()

    def contents(self):
        yield "the session bus", self.said().encode()
        yield from self.seen.items()
        for root in (os.environ["HOME"], os.environ["XDG_RUNTIME_DIR"]):
            for path in glob.glob(root + "/**", recursive=True, include_hidden=True):
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        yield path, file.read()

    def search(self):
        contents = list(self.contents())
        names = " ".join(name for name, _ in contents)
        for wanted in ("login.keyring", "nas.ini", "keyfile", "history.db", "log-0", "session bus"):
            if wanted not in names:
                raise SystemExit(f"not ok - nothing like “{wanted}” was written: {names}")
        found = self.find(contents)
        if found is not None:
            raise SystemExit(f"not ok - {found}")
        return len(contents), sum(len(content) for _, content in contents)

    def find(self, contents):
        for secret in self.secrets():
            for form in self.forms(secret):
                for name, content in contents:
                    if form in content:
                        at = content.index(form)
                        before = content[max(0, at - 60):at].decode(errors="replace")
                        return f"{name} has a secret behind {before!r}"
        return None

    def walk(self):
        nas = self.nas
        nas.control("set-server", otp=OTP)
        nas.control("add-account", account="both", password=PASSWORD, otp=True)
        subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"test",
                       check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["gdbus", "wait", "--session", "--timeout", str(LIMIT),
                        "org.freedesktop.secrets"], check=True)
        connection = ["--url", nas.url, "--account", "both", "--password-file", "-", "--pin",
                      nas.fingerprint]
        self.run("nas", "add", "office", *connection, wanted=77)
        self.run("nas", "add", "office", *connection, "--otp", OTP)
        self.run("tasks")
        self.run("tasks", "--json")
        self.run("task", "4", "--nas", "office", "--json")
        self.run("logs", "--nas", "office")
        self.run("run", "5", "--nas", "office")
        for fault in ("html", "not-json", "reset", "wrong-types", "http-500"):
            nas.control("fail", mode=fault, count=-1, api="SYNO.Backup.Task")
            self.run("tasks", "--json", wanted=None)
            nas.control("clear")
        self.passed("signed in with a one-time code, acted, met faults")

        self.start()
        self.wait("the first look", lambda: self.count_calls("SYNO.Backup.Task list") > 0)
        self.wait("the window", lambda: subprocess.run(
            ["gdbus", "introspect", "--session", "--dest", NAME, "--object-path",
             f"{PATH}/window/1"], capture_output=True, check=False).returncode == 0)
        self.wait("the tray", lambda: self.tray.n_read >= 3)
        self.end_run("5", "failed")
        self.refresh()
        self.wait("the notice", lambda: self.count("member=Notify"))
        for path in (PATH, f"{PATH}/window/1"):
            subprocess.run(["gdbus", "call", "--session", "--dest", NAME, "--object-path", path,
                            "--method", "org.gtk.Actions.DescribeAll"], check=True,
                           stdout=subprocess.DEVNULL)
        # Something that is remembered in the settings.
        self.activate(PATH, "pause-watching", "<'hour'>")
        self.activate(PATH, "resume-watching")
        logins = self.count_calls("SYNO.API.Auth login")
        nas.control("expire-sessions")
        self.refresh()
        self.wait("another session", lambda: self.count_calls("SYNO.API.Auth login") > logins)
        self.look_at_process()

        nas.control("set-password", account="both", password=NEW_PASSWORD)
        nas.control("expire-sessions")
        refused = nas.control("counters")["failed_logins"]
        self.refresh()
        self.wait("the refusal", lambda: nas.control("counters")["failed_logins"] > refused)
        self.passed("watched, told, signed in again, was refused")

        self.app.send_signal(signal.SIGSEGV)
        self.app.wait(timeout=LIMIT)
        self.passed("crashed")
        self.run("nas", "add", "again", *connection, "--otp", OTP, password=NEW_PASSWORD)
        self.run("nas", "remove", "again")

        with open(self.logs[0], "rb") as file:
            if b"passwd=***" not in file.read():
                raise SystemExit("not ok - the log was not on")
        for secret in self.secrets():
            for form in self.forms(secret):
                if self.find([("here", b"{" + form + b"}")]) is None:
                    raise SystemExit("not ok - this would not find anything")
        self.monitor.terminate()
        self.monitor.wait(timeout=20)
        n_contents, n_bytes = self.search()
        self.passed(f"no secret in {n_contents} places with {n_bytes} bytes")
        print(f"1..{self.n_ok}")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main(Secrets)
