#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks what a screen reader sees of every page, and fails on what it could not tell apart.

usage: accessible_tree.py BACKSTAY DEMO-NAS SCENE

Of each page and window of the demo: whatever can be used has a name, which is neither its class's
(which GTK 4.8 gives to whatever has none) nor an icon's; two buttons beside each other have different
names; a picture that stands for something has a text. GTK 4.8 does not tell which page of a stack is
shown, so what is behind is looked at as well.
"""

import os
import re
import sys

HERE = sys.path[0]
sys.path[:0] = [HERE + "/../e2e", HERE + "/../cli"]

# A warning of the program is a failure; one of the library that looks at it is none.
STRICT = {"G_DEBUG": os.environ.pop("G_DEBUG", "")}

from ctl import Nas  # noqa: E402
from desktop_lab import *  # noqa: E402, F403

APPLICATION = "backstay"
USED = {"push button", "toggle button", "check box", "radio button", "switch", "entry", "text",
        "password text", "spin button", "combo box", "slider", "menu item", "link", "page tab",
        "list item", "table row", "tree item", "menu button", "toggle switch"}
BUTTONS = {"push button", "toggle button", "menu button"}
PICTURES = {"image", "icon", "graphic", "chart"}
CLASS = re.compile(r"^(Gtk|Adw|Bks)[A-Z]")
ICON = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*-symbolic$")


class Node:
    """A look at one accessible object and all below it: the tree goes on changing meanwhile."""

    def __init__(self, accessible, parent=None):
        states = accessible.get_state_set()
        self.accessible = accessible
        self.parent = parent
        self.role = accessible.get_role_name()
        self.name = (accessible.get_name() or "").strip()
        self.visible = states.contains(Atspi.StateType.VISIBLE)
        self.focused = states.contains(Atspi.StateType.FOCUSED)
        self.focusable = states.contains(Atspi.StateType.FOCUSABLE)
        children = [accessible.get_child_at_index(i) for i in range(accessible.get_child_count())]
        self.children = [Node(child, self) for child in children if child is not None]
        self.children = [child for child in self.children if child.visible]

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def __str__(self):
        path, node = [], self
        while node is not None:
            path.append(f"{node.role} {node.name!r}")
            node = node.parent
        return " > ".join(reversed(path[:5]))


def is_named(node):
    return bool(node.name) and not CLASS.match(node.name) and not ICON.match(node.name)


def is_inside(node, roles):
    while node.parent is not None:
        node = node.parent
        if node.role in roles and is_named(node):
            return True
    return False


def is_of_a_library(node):
    """What GTK and libadwaita make themselves, and give no application a way to name."""
    above, window = node.parent, node
    while window.role != "frame" and window.parent is not None:
        window = window.parent
    fields = {inside.role for inside in node.walk()} & {"entry", "text", "password text"}
    return (node.role == "list item" and (fields or not node.focusable)  # the keyboard goes into it
            or above.role == "tree table" and node.role == "table row"  # the row of the headers
            or is_inside(node, {"combo box"})  # its button and its list
            or above.name == "AdwIndicatorBin"  # the marks of a view switcher
            # The search of AdwPreferencesWindow.
            or window.name == "Preferences" and node.name in ("GtkImage", "GtkSearchEntry"))


def find_problems(root):
    for node in root.walk():
        if node.parent is not None and not is_named(node) and not is_of_a_library(node):
            if node.role in USED:
                inside = ", ".join(f"{other.role} {other.name}" for other in node.walk()
                                   if is_named(other))
                yield f"no name: {node} ({inside[:80]})"
            elif node.role in PICTURES and not is_inside(node, USED):
                yield f"a picture without a text: {node}"
        if node.focusable and node.role in ("invalid", "unknown", ""):
            yield f"no role: {node}"
        names = [child.name for child in node.children if child.role in BUTTONS]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"two buttons are called {name!r}: {node}"


class Made(Node):
    """One that no program shows, to see that find_problems() finds."""

    def __init__(self, role, name, *children, focusable=False):  # pylint: disable=super-init-not-called
        self.role, self.name, self.focusable, self.parent = role, name, focusable, None
        self.children = list(children)
        for child in children:
            child.parent = self


def check_itself():
    wrong = Made("frame", "Window",
                 Made("panel", "", Made("push button", "GtkImage")),
                 Made("panel", "", Made("push button", "view-refresh-symbolic")),
                 Made("panel", "", Made("toggle button", "Same"), Made("toggle button", "Same")),
                 Made("panel", "", Made("image", "")),
                 Made("panel", "", Made("list item", "", focusable=True)),
                 Made("unknown", "Something", focusable=True))
    found = list(find_problems(wrong))
    assert len(found) == 6, found
    right = Made("frame", "Window", Made("push button", "Refresh", Made("image", "")),
                 Made("list item", "Row", focusable=True))
    assert not list(find_problems(right)), list(find_problems(right))


def look():
    """Everything that the application shows; None while it is not there, or its tree changes."""
    desktop = Atspi.get_desktop(0)
    try:
        for index in range(desktop.get_child_count()):
            root = desktop.get_child_at_index(index)
            if root is not None and APPLICATION in (root.get_name() or ""):
                return Node(root)
    except GLib.Error:
        pass
    return None


def look_at_rest():
    """The same, once two looks in a row find the same objects; what runs goes on changing its text."""
    seen = [None]

    def at_rest():
        root = look()
        seen.append([node.role for node in root.walk()] if root else None)
        if root and seen[-1] == seen[-2]:
            return root
        time.sleep(0.5)
        return None

    return wait_until("a window at rest", at_rest)


# A person at the window.

def key(*keys):
    subprocess.check_call(["xdotool", "key", *keys])


def find(role, name):
    root = look()
    for node in root.walk() if root else ():
        if node.role == role and node.name.startswith(name):
            return node
    return None


def click(role, name):
    """By the mouse, as rows of lists have no action in GTK 4.8."""
    node = wait_until(f"{role} {name}", lambda: find(role, name))
    place = node.accessible.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    window = subprocess.check_output(["xdotool", "getactivewindow"], text=True).strip()
    mouse("mousemove", "--window", window, place.x + 40, place.y + place.height // 2, "click", 1)


def write(text):
    subprocess.check_call(["xdotool", "type", "--delay", "20", text])


def wait_for_window(title):
    """The window manager has given the keyboard to the window of this title, which knows it."""
    def is_active():
        found = subprocess.run(["xdotool", "getactivewindow", "getwindowname"], text=True,
                               capture_output=True, check=False)
        root = look()
        return title in found.stdout and root and any(node.focused for node in root.walk())
    wait_until(f"the window {title}", is_active)


def wait_for(text):
    def is_there():
        root = look()
        return root and any(text in node.name for node in root.walk())
    wait_until(text, is_there)


def the_list():
    wait_for("Mail server")
    yield "the backups"
    key("ctrl+f")
    yield "the search"
    key("Escape")
    key("ctrl+a")
    wait_for("Select All")
    yield "selecting"
    key("Escape")
    key("ctrl+2")
    yield "the destinations"
    key("ctrl+3")
    yield "the Vault"
    click("table row", "studio_mail")
    yield "a target"


def a_backup():
    wait_for("Mail server")
    click("table row", "Mail server")
    wait_for("What and where")
    yield "a backup"
    click("list item", "Versions")
    yield "its versions"
    key("alt+Left")
    click("list item", "Backs up")
    yield "its folders"


def the_log():
    wait_for("Mail server")
    key("ctrl+4")
    wait_for("Backup task")
    yield "the log"


def the_windows():
    wait_for("Mail server")
    for keys, title in (("ctrl+comma", "Preferences"), ("F1", "Help")):
        wait_for_window("Backstay")
        key(keys)
        wait_for_window(title)
        yield title
        key("Escape")
    wait_for_window("Backstay")
    key("F10")
    wait_for("About Backstay")
    yield "the main menu"


def the_first_run():
    nas = Nas(sys.argv[2], "--tls")
    try:
        wait_for("See All Your Backups")
        yield "the first run"
        key("ctrl+n")
        wait_for("Which NAS?")
        yield "Which NAS?"
        write(nas.url)
        key("Return")
        wait_for("Is This Your NAS?")
        yield "Is This Your NAS?"
        key("Return")
        wait_for("Sign In")
        yield "Sign In"
        write("otp")
        key("Tab")
        write(nas.password)
        key("Return")
        wait_for("One-Time Code")
        yield "One-Time Code"
        write(str(nas.control("otp")["otp"]))
        key("Return")
        wait_for("Is Ready")
        yield "Is Ready"
    finally:
        nas.stop()


SCENES = {"list": the_list, "backup": a_backup, "log": the_log, "windows": the_windows,
          "first-run": the_first_run}


def main():
    program, _demo, scene = sys.argv[1:4]
    check_itself()
    Service("openbox")
    Program(program, *([] if scene == "first-run" else ["--demo"]), environment=STRICT)
    n_problems = 0
    try:
        wait_for_window("Backstay")
        for name in SCENES[scene]():
            root = look_at_rest()
            screenshot(f"{scene}-{name}".replace(" ", "-"))
            found = sorted(set(find_problems(root)))
            print(f"# {name}: {len(list(root.walk()))} objects, {len(found)} problems", flush=True)
            n_problems += len(found)
            for problem in found:
                print(problem, flush=True)
    finally:
        Program.end_all()
    return 1 if n_problems else 0


if __name__ == "__main__":
    sys.exit(main())
