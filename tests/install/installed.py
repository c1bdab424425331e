#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`meson install` puts every file where the specifications of the desktop want it, and nothing else.

usage: tests/headless.sh tests/install/installed.py SOURCE-FOLDER BUILD-FOLDER
"""

import configparser
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ID = "io.github.backstay.Backstay"
SHAPES = ("attention", "failed", "ok", "running", "unknown")


def options(build):
    text = subprocess.run(["meson", "introspect", "--buildoptions", str(build)], check=True,
                          capture_output=True, text=True).stdout
    return {option["name"]: option["value"] for option in json.loads(text)}


def expected(value, languages, man):
    """Each file by its place below the prefix; a set."""
    data = value["datadir"]
    icons = f"{data}/icons/hicolor"
    files = {
        f"{value['bindir']}/backstay",
        f"{value['bindir']}/backstayctl",
        f"{value['libexecdir']}/backstay-search-provider",
        f"{data}/applications/{ID}.desktop",
        f"{data}/bash-completion/completions/backstayctl",
        f"{data}/dbus-1/services/{ID}.SearchProvider.service",
        f"{data}/dbus-1/services/{ID}.service",
        f"{data}/glib-2.0/schemas/{ID}.gschema.xml",
        f"{data}/gnome-shell/search-providers/{ID}.search-provider.ini",
        f"{data}/metainfo/{ID}.metainfo.xml",
        f"{data}/zsh/site-functions/_backstayctl",
        f"{icons}/scalable/apps/{ID}.svg",
        f"{icons}/symbolic/apps/{ID}-symbolic.svg",
    }
    files |= {f"{icons}/symbolic/apps/{ID}-{shape}-symbolic.svg" for shape in SHAPES}
    files |= {f"{value['localedir']}/{language}/LC_MESSAGES/backstay.mo" for language in languages}
    if man:
        files.add(f"{value['mandir']}/man1/backstayctl.1")
    return files


def differences(found, wanted):
    return [f"missing: {name}" for name in sorted(wanted - found)] + \
        [f"not expected: {name}" for name in sorted(found - wanted)]


def read(path):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser


def service_faults(root, prefix, value):
    """Each D-Bus service and desktop entry names a program that is installed."""
    faults = []
    services = root / value["datadir"] / "dbus-1/services"
    for path in sorted(services.iterdir()):
        service = read(path)["D-BUS Service"]
        if service["Name"] + ".service" != path.name:
            faults.append(f"{path.name} is of the name {service['Name']}")
        program = pathlib.Path(service["Exec"].split()[0])
        if not program.is_relative_to(prefix) or \
                not os.access(root / program.relative_to(prefix), os.X_OK):
            faults.append(f"{path.name} starts {program}, which is not installed")
    entry = read(root / value["datadir"] / f"applications/{ID}.desktop")["Desktop Entry"]
    if not os.access(root / value["bindir"] / entry["Exec"].split()[0], os.X_OK):
        faults.append(f"the desktop entry starts {entry['Exec']}, which is not installed")
    if entry.get("DBusActivatable") != "true" or entry["Icon"] != ID:
        faults.append("the desktop entry is not started by the bus, or has another icon")
    search = read(root / value["datadir"] /
                  f"gnome-shell/search-providers/{ID}.search-provider.ini")["Shell Search Provider"]
    if search["DesktopId"] != ID + ".desktop" or \
            not (services / (search["BusName"] + ".service")).exists():
        faults.append("the search provider names no entry or service that is installed")
    return faults


def run_faults(program, version):
    """An installed program finds what it needs, and tells its version."""
    result = subprocess.run([program, "--version"], capture_output=True, text=True, check=False,
                            timeout=60)
    if result.returncode != 0 or version not in result.stdout:
        return [f"{program.name} --version: {result.returncode}, {result.stdout}{result.stderr}"]
    return []


def main():
    source, build = (pathlib.Path(argument) for argument in sys.argv[1:])
    value = options(build)
    prefix = pathlib.Path(value["prefix"])
    languages = [line.strip() for line in (source / "po/LINGUAS").read_text("utf-8").splitlines()
                 if line.strip() and not line.startswith("#")]
    info = json.loads(subprocess.run(["meson", "introspect", "--projectinfo", str(build)],
                                     check=True, capture_output=True, text=True).stdout)
    wanted = expected(value, languages, (build / "data/man/backstayctl.1").exists())

    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["meson", "install", "-C", str(build), "--no-rebuild", "--quiet",
                        "--destdir", folder], check=True, stdout=subprocess.DEVNULL)
        top = pathlib.Path(folder)
        root = top / prefix.relative_to("/")
        found = {os.path.relpath(path, root) for path in top.rglob("*") if path.is_file()}
        some = sorted(wanted)[0]
        cases = [
            ("a missing file and one too many are told",
             [] if len(differences((wanted - {some}) | {"bin/test-window"}, wanted)) == 2
             else ["they are not"]),
            ("every file is in its place, and no other", differences(found, wanted)),
            ("services, entry and search name what is installed",
             service_faults(root, prefix, value) if not wanted - found else ["files are missing"]),
            ("backstayctl runs from there",
             run_faults(root / value["bindir"] / "backstayctl", info["version"])),
            ("backstay runs from there",
             run_faults(root / value["bindir"] / "backstay", info["version"])),
            ("both run from the build folder",
             run_faults(build / "src/cli/backstayctl", info["version"]) +
             run_faults(build / "src/app/backstay", info["version"])),
        ]
    print(f"1..{len(cases)}")
    for number, (name, faults) in enumerate(cases, 1):
        print(f"{'not ok' if faults else 'ok'} {number} - {name}")
        for fault in faults:
            print(f"#   {fault}")
    return any(faults for _, faults in cases)


sys.exit(main())
