# SPDX-License-Identifier: GPL-3.0-or-later
"""What a long log costs: peak memory and time of `backstayctl logs`, a page of it beside all of it."""
import json
import select
import subprocess
import sys
import time

LINES = 100000


def read_peak(pid, known):
    """Peak memory so far in kB. wait4() would tell that of this interpreter before exec(), too."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            found = [line for line in status if line.startswith("VmHWM:")]
    except OSError:
        found = []
    return int(found[0].split()[1]) if found else known


def measure(words, password):
    """Wall time, peak memory of the process in kB, and how many bytes and lines it wrote."""
    began = time.monotonic()
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               bufsize=0)
    process.stdin.write((password + "\n").encode())
    process.stdin.close()
    n_bytes = n_lines = peak = 0
    while True:
        peak = read_peak(process.pid, peak)
        if not select.select([process.stdout], [], [], 0.0005)[0]:
            continue
        piece = process.stdout.read(65536)
        if not piece:
            break
        n_bytes += len(piece)
        n_lines += piece.count(b"\n")
    process.stdout.close()
    if process.wait() != 0:
        sys.exit(f"{words} ended with {process.returncode}")
    return time.monotonic() - began, peak, n_bytes, n_lines


def main():
    backstayctl, demo_nas = sys.argv[1:3]
    nas = subprocess.Popen([demo_nas, "--logs", str(LINES)], stdout=subprocess.PIPE)
    try:
        ready = json.loads(nas.stdout.readline())
        connection = ["--url", ready["url"], "--account", ready["account"], "--password-file", "-",
                      "--allow-plain-http"]
        least = None
        for words in (["--limit", "100", "--csv"], ["--limit", "0", "--csv"],
                      ["--limit", "0", "--json"], ["--limit", "0"],
                      ["--limit", "0", "--level", "error", "--csv"]):
            seconds, peak, n_bytes, n_lines = measure(
                [backstayctl, "logs", *words, *connection], ready["password"])
            least = least or peak
            print(f"logs {' '.join(words):34} {peak / 1024:6.1f} MB peak ({(peak - least) / 1024:+5.1f})"
                  f"  {seconds:6.2f} s  {n_bytes / 1e6:6.2f} MB written  {n_lines:6} lines")
    finally:
        nas.terminate()
        nas.wait()
        nas.stdout.close()


if __name__ == "__main__":
    main()
