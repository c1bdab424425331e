#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control that a page shows has a name that says what it is.

usage: tests/headless.sh -s org.a11y.Bus tests/ui/accessible_names.py BACKSTAY

Reads the accessibility tree of the real application in its demo, as a screen reader does. GTK 4.8
gives a control without a name the name of its class, which counts as none. The first case is a
window with known faults: the check has to find each of them.
"""

import os
import re
import subprocess
import sys
import time
import warnings

# A warning of the accessibility library about a program that is just starting is not ours: warnings
# end the program under test alone. GLib reads this when it is loaded.
DEBUG = os.environ.pop("G_DEBUG", "")

import gi  # noqa: E402

warnings.simplefilter("ignore")
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

LIMIT = 30  # seconds for whatever is waited for

CONTROLS = {"push button", "toggle button", "check box", "radio button", "combo box", "entry",
            "text", "password text", "spin button", "slider", "link", "menu item",
            "check menu item", "radio menu item", "switch", "page tab"}
ROWS = {"list item", "table row", "tree item"}
BUTTONS = {"push button", "toggle button"}
# Roles that say nothing of what a thing is.
EMPTY_ROLES = {"", "unknown", "invalid", "redundant object"}
CLASS_NAME = re.compile(r"(Gtk|Adw|Bks)[A-Z][A-Za-z]+")
ICON_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-symbolic")

# A window whose faults are known, and with as many things that are none.
FAULTY = """
import gi
gi.require_version("Gtk", "4.0")
from gi.repository import Gtk, GLib
Gtk.init()
box = Gtk.Box()
def named(widget, name):
    widget.update_property([Gtk.AccessibleProperty.LABEL], [name])
    return widget
box.append(Gtk.Button.new_from_icon_name("edit-find-symbolic"))
box.append(named(Gtk.Button(), "edit-copy-symbolic"))
box.append(Gtk.Button(label="Twice"))
box.append(Gtk.Button(label="Twice"))
box.append(Gtk.Entry())
box.append(Gtk.Button(label="Good"))
box.append(named(Gtk.Entry(), "Good entry"))
window = Gtk.Window(title="Faulty", child=box)
window.present()
GLib.MainLoop().run()
"""


class Node:
    """What the tree says of one thing, read once."""

    def __init__(self, source, path):
        states = source.get_state_set()
        self.role = source.get_role_name()
        self.name = (source.get_name() or "").strip()
        self.description = (source.get_description() or "").strip()
        # GTK 4.8 says of a window alone that it is showing; of all else, that it is visible.
        self.showing = states.contains(Atspi.StateType.VISIBLE)
        self.focusable = states.contains(Atspi.StateType.FOCUSABLE)
        self.source = source
        self.path = f"{path}/{self.role} “{self.name}”" if path else f"{self.role} “{self.name}”"
        self.children = []
        for index in range(source.get_child_count()):
            child = source.get_child_at_index(index)
            if child is not None:
                self.children.append(Node(child, self.path))

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def application(process):
    """The tree of a process; None while it is not there, or changes while it is read."""
    try:
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            root = desktop.get_child_at_index(index)
            if root is not None and root.get_process_id() == process.pid:
                return Node(root, "")
    except GLib.Error:
        pass
    return None


def is_unnamed(name):
    return not name or CLASS_NAME.fullmatch(name) is not None


def is_header(row):
    """The row of a table's headings, which have names of their own."""
    return bool(row.children) and all(child.name == "GtkColumnViewTitle"
                                      for child in row.children)


def has_place(node):
    """Whether the thing is on the screen: pages behind the shown one have no size."""
    try:
        place = Atspi.Component.get_extents(node.source.get_component_iface(),
                                            Atspi.CoordType.WINDOW)
        return place.width > 0 and place.height > 0
    except (GLib.Error, AttributeError):
        return False


def shown(node):
    """NODE and what is below it, without the parts that are hidden now."""
    yield node
    for child in node.children:
        if child.showing or child.role in ("frame", "dialog", "window"):
            yield from shown(child)


def faults(root):
    """What is wrong, each with its path in the tree."""
    found = []
    for node in shown(root):
        names = {}
        for child in node.children:
            if not child.showing:
                continue
            # A menu button has a toggle of the same name inside: parent and child, not siblings.
            if child.role in BUTTONS and child.name in names and not is_unnamed(child.name):
                found.append(f"two buttons of one name: {child.path}")
            if child.role in BUTTONS:
                names[child.name] = child
        if node.role in CONTROLS and is_unnamed(node.name) and has_place(node):
            found.append(f"no name: {node.path}")
        elif node.role in ROWS and node.focusable and is_unnamed(node.name) and \
                not is_header(node):
            found.append(f"no name: {node.path}")
        elif ICON_NAME.fullmatch(node.name) and node.role != "image":
            found.append(f"the name of an icon: {node.path}")
        if node.focusable and node.role in EMPTY_ROLES:
            found.append(f"no role: {node.path}")
    return found


def wait(what, condition):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.2)
    raise AssertionError(f"{what} did not come within {LIMIT} seconds")


def settled(process, text):
    """The tree once it shows TEXT, and two looks in a row agree."""
    before = []

    def look():
        root = application(process)
        if root is None:
            return None
        now = [node.role for node in shown(root)]
        if before == now and any(text in node.name for node in shown(root)):
            return root
        before[:] = now
        return None

    return wait(f"“{text}”", look)


class Report:
    def __init__(self):
        self.count = 0
        self.failed = 0

    def case(self, name, problems):
        self.count += 1
        self.failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.count} - {name}")
        for problem in problems:
            print(f"#   {problem}", flush=True)


def check_itself(report):
    """Each known fault is found, and nothing else is."""
    process = subprocess.Popen([sys.executable, "-c", FAULTY])
    try:
        found = faults(settled(process, "Good"))
    finally:
        process.terminate()
        process.wait(20)
    kinds = sorted(fault.split(":")[0] for fault in found)
    expected = sorted(["no name", "no name", "the name of an icon", "two buttons of one name"])
    report.case("a window with faults is caught",
                [] if kinds == expected else [f"found {found}"])


def walk_pages(report, program):
    process = subprocess.Popen([program, "--demo"], stdin=subprocess.DEVNULL,
                               env=dict(os.environ, G_DEBUG=DEBUG))
    try:
        root = settled(process, "Photos off-site")
        report.case("the main window and its pages", faults(root))
    finally:
        process.terminate()
        process.wait(20)


def main():
    report = Report()
    try:
        check_itself(report)
        walk_pages(report, sys.argv[1])
    except AssertionError as error:
        report.case("every page", [str(error)])
    print(f"1..{report.count}")
    return 1 if report.failed else 0


sys.exit(main())
