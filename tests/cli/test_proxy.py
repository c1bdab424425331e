# SPDX-License-Identifier: GPL-3.0-or-later
"""Through a web server that speaks TLS and HTTP/2 and gives the NAS a path of its own, as many people
have it in front of theirs: the simulated NAS itself knows neither of the two.

usage: test_proxy.py BACKSTAYCTL DEMO_NAS"""
import hashlib
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

from ctl import check_accepted, check_one, check_tasks

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
OPENSSL = shutil.which("openssl")
if NGINX is None or OPENSSL is None:
    print("needs nginx and openssl, which are not installed")
    sys.exit(77)

from nas_case import WithNas, ctl  # noqa: E402, takes the arguments

PREFIX = "/at/home/nas"
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 64; }}
http {{
  log_format protocol '$server_protocol $request_method $uri $status';
  access_log {folder}/access.log protocol;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  proxy_max_temp_file_size 0;
  server {{
    listen 127.0.0.1:{port} ssl http2;
    ssl_certificate {folder}/certificate.pem;
    ssl_certificate_key {folder}/key.pem;
    location {prefix}/ {{ proxy_pass {nas}/; }}
    location / {{ return 404; }}
  }}
}}
"""


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Proxy:
    def __init__(self, nas):
        self.folder = tempfile.mkdtemp(prefix="backstay-nginx-")
        self.port = free_port()
        subprocess.run([OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                        "/CN=localhost", "-keyout", self.path("key.pem"), "-out",
                        self.path("certificate.pem")], check=True, capture_output=True)
        with open(self.path("certificate.pem"), encoding="ascii") as file:
            der = ssl.PEM_cert_to_DER_cert(file.read())
        self.fingerprint = hashlib.sha256(der).hexdigest()
        with open(self.path("nginx.conf"), "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(folder=self.folder, port=self.port, prefix=PREFIX,
                                            nas=nas.url.rstrip("/")))
        self.process = subprocess.Popen([NGINX, "-p", self.folder, "-c", self.path("nginx.conf"),
                                         "-e", self.path("error.log")], stderr=subprocess.DEVNULL)
        self.wait()

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait(self):
        for _ in range(500):
            if self.process.poll() is not None:
                raise AssertionError("nginx did not start: " + self.read("error.log"))
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise AssertionError("nginx does not listen")

    def requests(self):
        return [line.split(" ") for line in self.read("access.log").splitlines()]

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)
        shutil.rmtree(self.folder)


class ThroughProxy(WithNas):
    def setUp(self):
        super().setUp()
        self.proxy = Proxy(self.nas)

    def tearDown(self):
        self.proxy.stop()
        super().tearDown()

    def say(self, *words, prefix=PREFIX, pin=None):
        return ctl.run(*words, "--json", "--url", f"https://localhost:{self.proxy.port}{prefix}",
                       "--account", self.nas.account, "--password-file", "-",
                       *(["--pin", pin or self.proxy.fingerprint]), password=self.nas.password)

    def test_everything(self):
        tasks = check_tasks(self.say("tasks").document())[0]["tasks"]
        self.assertEqual({t["id"] for t in tasks},
                         {str(t["task_id"]) for t in self.nas.control("state")["tasks"]})
        idle = self.idle()
        check_one(self.say("task", idle).document())
        self.assertGreater(len(self.say("logs", "--limit", "30").out), 1000)
        check_accepted(self.say("run", idle).document())
        self.assertTrue(self.nas.task(idle)["busy"])
        self.assertEqual(len(self.writes()), 1)

        seen = self.proxy.requests()
        self.assertGreater(len(seen), 8)
        for protocol, _, path, status in seen:
            self.assertEqual(protocol, "HTTP/2.0")
            self.assertTrue(path.startswith(PREFIX + "/webapi/"), path)
            self.assertEqual(status, "200")
        # Each of the four signed in once, and out again.
        counters = self.nas.control("counters")
        self.assertEqual((counters["logins"], counters["logouts"]), (4, 4))
        for request in self.nas.control("requests")["requests"]:
            self.assertNotIn(self.nas.password, urllib.parse.unquote(request["url"]))

    def test_other_certificate(self):
        self.say("tasks", pin="0" * 64).error("tls-untrusted")
        self.assertEqual(self.proxy.requests(), [])

    def test_no_nas_behind_it(self):
        self.nas.control("reboot", ms=-1)
        answer = self.say("task", "4")
        self.assertNotEqual(answer.code, 0)
        self.assertIn("502", {status for _, _, _, status in self.proxy.requests()})
        self.nas.control("reboot", ms=0)
        check_one(self.say("task", "4").document())

    def test_other_path(self):
        answer = self.say("task", "4", prefix="/elsewhere")
        self.assertNotEqual(answer.code, 0)
        self.assertEqual(self.nas.control("counters")["http_requests"], 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
