# SPDX-License-Identifier: GPL-3.0-or-later
"""The real xfce4-panel with one icon in it, and what a person does with that."""

import pathlib
import re

from desktop_lab import *  # noqa: F403

WATCHER = "org.kde.StatusNotifierWatcher"
# The only icon of a panel of 32 pixels in the corner of the screen.
ICON = (18, 16)

PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="%s"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
      <property name="menu-is-primary" type="bool" value="false"/>
    </property>
  </property>
</channel>
"""


def configure_panel(is_dark=False):
    folder = pathlib.Path(os.environ["HOME"], ".config/xfce4/xfconf/xfce-perchannel-xml")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "xfce4-panel.xml").write_text(PANEL % str(is_dark).lower(), encoding="utf-8")


def start_panel():
    panel = Service("xfce4-panel", "--disable-wm-check")
    wait_for_name(WATCHER)
    return panel


def picture():
    """The colours of the icon's place on the screen: {(red, green, blue): how often}."""
    x, y = ICON[0] - 12, ICON[1] - 12
    text = subprocess.check_output(
        ["import", "-silent", "-window", "root", "-crop", f"24x24+{x}+{y}", "-depth", "8", "txt:-"],
        text=True)
    counts = {}
    for match in re.finditer(r"#([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})", text):
        colour = tuple(int(part, 16) for part in match.groups())
        counts[colour] = counts.get(colour, 0) + 1
    return counts


def is_drawn():
    return len(picture()) > 3


def windows():
    """The visible windows: a menu is one more."""
    text = subprocess.check_output(["xdotool", "search", "--onlyvisible", "--name", ".*"], text=True)
    return set(text.split())


def item():
    """Bus name and path of the one item that the watcher knows."""
    items = call(WATCHER, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get",
                 GLib.Variant("(ss)", (WATCHER, "RegisteredStatusNotifierItems")))[0]
    assert len(items) == 1, items
    name, _, path = items[0].partition("/")
    return name, "/" + path


def item_property(name):
    service, path = item()
    return call(service, path, "org.freedesktop.DBus.Properties", "Get",
                GLib.Variant("(ss)", ("org.kde.StatusNotifierItem", name)))[0]


def menu():
    """The labels of the menu with their IDs, as a host reads them: [(id, label, enabled, menu)]."""
    service, _ = item()

    def read(node):
        number, props, children = node
        return (number, props.get("label", "-"), props.get("enabled", True),
                [read(child) for child in children])

    revision, layout = call(service, item_property("Menu"), "com.canonical.dbusmenu", "GetLayout",
                            GLib.Variant("(iias)", (0, -1, [])))
    assert revision > 0
    return read(layout)[3]


def labels(entries):
    return [label for _, label, _, _ in entries]


def geometry(window):
    text = subprocess.check_output(["xdotool", "getwindowgeometry", "--shell", window], text=True)
    values = dict(line.split("=") for line in text.split())
    return tuple(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))


def new_window(before):
    """A menu's own window: what else belongs to it is smaller."""
    def area(window):
        _, _, width, height = geometry(window)
        return width * height

    return max(wait_until("a menu", lambda: windows() - before), key=area)


def open_menu():
    before = windows()
    mouse("mousemove", *ICON)
    mouse("click", 3)
    return new_window(before)


def middle(window, entries, label):
    """The place of an entry in an open menu. Separators are one pixel high, the edge is four."""
    x, y, width, height = geometry(window)
    n_lines = labels(entries).count("-")
    step = (height - 8 - n_lines) / (len(entries) - n_lines)
    at = labels(entries).index(label)
    lines_before = labels(entries)[:at].count("-")
    return x + width // 2, round(y + 4 + (at - lines_before + 0.5) * step + lines_before)


def choose(window, entries, label):
    """Clicks an entry of an open menu."""
    mouse("mousemove", *middle(window, entries, label))
    mouse("click", 1)


def choose_below(window, entries, parent, label):
    """Opens a submenu by the mouse, and clicks an entry of it."""
    before = windows()
    choose(window, entries, parent)
    submenu = new_window(before)
    below = next(children for _, text, _, children in entries if text == parent)
    # Straight to the side first, or another entry would open its own.
    x, y, _, _ = geometry(submenu)
    mouse("mousemove", x + 5, middle(window, entries, parent)[1])
    choose(submenu, below, label)
