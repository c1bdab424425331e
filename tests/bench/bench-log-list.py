# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a simulated NAS with 100,000 lines and lets bench-log-list scroll through them. The NAS is
a process of its own, so that only the list's memory is counted. Prints; asserts nothing about time."""

import json
import subprocess
import sys


def main():
    bench, demo = sys.argv[1:3]
    nas = subprocess.Popen([demo, "--logs", "100000", "--seed", "1"], stdout=subprocess.PIPE, text=True)
    try:
        place = json.loads(nas.stdout.readline())
        return subprocess.run([bench, place["url"], place["account"], place["password"]],
                              check=False).returncode
    finally:
        nas.terminate()
        nas.wait()


if __name__ == "__main__":
    sys.exit(main())
