#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole program on a desktop: its icon in the real panel, its window, its way into the background.

usage: desktop-application.py BACKSTAY BACKSTAYCTL DEMO-NAS
"""

import re
import shutil
import signal
import threading

from panel_lab import *  # noqa: F403

sys.path.insert(0, str(HERE.parent / "cli"))

from ctl import Nas  # noqa: E402

NAME = "io.github.backstay.Backstay"
PATH = "/io/github/backstay/Backstay"


def session():
    for command in ("Xvfb", "dbus-daemon", "gdbus", "gnome-keyring-daemon", "xdotool", "openbox",
                    "import", "xfce4-panel"):
        if shutil.which(command) is None:
            print(f"1..0 # SKIP {command} is not installed")
            sys.exit(0)
    os.environ["BACKSTAY_APPLICATION_SESSION"] = "1"
    for name in ("G_DEBUG", "G_MESSAGES_DEBUG", "GTK_A11Y", "NO_AT_BRIDGE"):
        os.environ.pop(name, None)
    headless = str(HERE.parent.parent / "src" / "headless.sh")
    os.execv(headless, [headless, "-s", "org.a11y.Bus,org.xfce.Xfconf", __file__, *sys.argv[1:]])


class Shell:
    """Stands in for GNOME Shell, which keeps notices after the one who sent them has ended."""

    INTERFACE = """<node><interface name='org.gtk.Notifications'>
      <method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>
        <arg type='a{sv}' direction='in'/></method>
      <method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>
      </method></interface></node>"""

    def __init__(self):
        self.notices = {}
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        threading.Thread(target=self._serve, daemon=True).start()
        wait_for_name("org.gtk.Notifications")

    def _serve(self):
        context = GLib.MainContext()
        context.push_thread_default()
        self.bus.register_object("/org/gtk/Notifications",
                                 Gio.DBusNodeInfo.new_for_xml(self.INTERFACE).interfaces[0],
                                 self._called, None, None)
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                           "RequestName", GLib.Variant("(su)", ("org.gtk.Notifications", 0)), None,
                           Gio.DBusCallFlags.NONE, 10000, None)
        GLib.MainLoop(context).run()

    def _called(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        _, notice, *content = arguments.unpack()
        if method == "AddNotification":
            self.notices[notice] = content[0]
        else:
            self.notices.pop(notice, None)
        invocation.return_value(None)

    def find(self, title):
        return next((notice for notice in self.notices.values() if notice["title"] == title), None)

    @staticmethod
    def press(action, target):
        """Whether the application runs or not: the bus starts it."""
        bus().call_sync(NAME, PATH, "org.freedesktop.Application", "ActivateAction",
                        GLib.Variant("(sava{sv})", (action.removeprefix("app."),
                                                    [GLib.Variant("s", target)], {})),
                        None, Gio.DBusCallFlags.NONE, LIMIT * 1000, None)


def install():
    """The program as GNOME and the bus know it."""
    home = pathlib.Path(os.environ["HOME"])
    applications = home / ".local/share/applications"
    applications.mkdir(parents=True, exist_ok=True)
    (applications / f"{NAME}.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=Backstay\nExec={sys.argv[1]}\n"
        "DBusActivatable=true\n", encoding="utf-8")
    (home.parent / "services" / f"{NAME}.service").write_text(
        f"[D-BUS Service]\nName={NAME}\nExec={sys.argv[1]} --gapplication-service\n",
        encoding="utf-8")
    call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReloadConfig")


class Desk:
    """The program, the NAS that it knows, and a person's hands."""

    def __init__(self):
        Service("openbox")
        self.nas = Nas(sys.argv[3])
        self.nas.control("set-server", speed=0)
        shutil.rmtree(pathlib.Path(os.environ["HOME"], ".config/backstay"), ignore_errors=True)
        shutil.rmtree(pathlib.Path(os.environ["HOME"], ".local/share/backstay"), ignore_errors=True)
        shutil.rmtree(pathlib.Path(os.environ["HOME"], ".local/state/backstay"), ignore_errors=True)
        subprocess.run([sys.argv[2], "nas", "add", "office", *self.nas.connection()],
                       input=self.nas.password + "\n", text=True, check=True,
                       stdout=subprocess.DEVNULL)
        self.app = None

    def all_fine(self):
        for task in self.nas.control("state")["tasks"]:
            self.nas.control("set-task", task_id=task["task_id"], state="backupable",
                             damaged=False, scheduled=False, online=True)
            self.nas.control("end-run", task_id=task["task_id"], result="done")

    def task_id(self, name):
        return next(str(task["task_id"]) for task in self.nas.control("state")["tasks"]
                    if task["name"] == name)

    def is_busy(self, name):
        return self.nas.task(self.task_id(name))["status"] != "none"

    def start(self, *arguments):
        self.app = Program(sys.argv[1], *arguments, stdin=subprocess.DEVNULL,
                           environment={"G_DEBUG": "fatal-warnings"})
        wait_for_name(NAME)

    def activate(self, action, *target):
        call(NAME, PATH, "org.gtk.Actions", "Activate",
             GLib.Variant("(sava{sv})", (action, list(target), {})))

    def refresh(self):
        self.activate_in_window("refresh-all")

    def activate_in_window(self, action):
        number = next(n for n in range(1, 20) if self.has_object(f"{PATH}/window/{n}"))
        call(NAME, f"{PATH}/window/{number}", "org.gtk.Actions", "Activate",
             GLib.Variant("(sava{sv})", (action, [], {})))

    def has_object(self, path):
        try:
            return action_list(path) is not None
        except GLib.Error:
            return False

    def wait_for_end(self):
        wait_until("the end", lambda: self.app.process.poll() is not None)
        Program.running.remove(self.app)
        assert self.app.process.returncode == 0, self.app.process.returncode

    def leave(self):
        if self.app.process.poll() is None:
            self.activate("quit")
            self.wait_for_end()
        self.nas.stop()


def action_list(path):
    return call(NAME, path, "org.gtk.Actions", "List")


def visible():
    """The nodes that are in the window now: [(role, name, node)]. GTK 4.8 calls none of them showing,
    and those of the pages behind visible."""
    found = []
    for node in nodes("backstay"):
        try:
            if node.get_state_set().contains(Atspi.StateType.VISIBLE):
                found.append((node.get_role_name(), node.get_name() or "", node))
        except GLib.Error:
            pass
    return found


def texts():
    return [name for _, name, _ in visible()]


def press(role, name):
    def find():
        return next((node for its_role, its_name, node in visible()
                     if its_role == role and name in its_name
                     and node.get_action_iface() is not None), None)

    Atspi.Action.do_action(wait_until(f"{role} {name}", find).get_action_iface(), 0)


def shows(text):
    return any(text in label for label in texts())


def window():
    """The X window that has a title, if it can be seen."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Backstay$"],
                           capture_output=True, text=True, check=False).stdout.split()
    return found[0] if found else None


def is_active():
    focus = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True,
                           check=False).stdout.strip()
    return window() is not None and focus == window()


def start_with_panel(desk, panel_first):
    if panel_first:
        panel = start_panel()
        desk.start()
    else:
        desk.start()
        wait_until("the window", window)
        panel = start_panel()
    wait_until("the icon", is_drawn)
    wait_until("the tasks", lambda: shows("Photos off-site"))
    return panel


def close_window():
    wait_until("the window in front", is_active)
    mouse("key", "ctrl+w")


def answer(button):
    """The question that the first close asks."""
    wait_until("the question", lambda: shows("Keep Watching in the Background?"))
    press("push button", button)


def test_the_icon_follows_and_acts():
    for panel_first in (True, False):
        desk = Desk()
        desk.all_fine()
        panel = start_with_panel(desk, panel_first)
        desk.refresh()
        wait_until("all fine", lambda: item_property("ToolTip")[2].startswith("All 8 backups"))
        wait_until("the calm icon", lambda: item_property("Status") == "Active")
        fine = picture()

        desk.nas.control("end-run", task_id=desk.task_id("Photos off-site"), result="failed")
        desk.refresh()
        wait_until("the alarming status", lambda: item_property("Status") == "NeedsAttention")
        wait_until("another icon", lambda: is_drawn() and picture() != fine)
        assert "1 of 8 backups has failed" in item_property("ToolTip")[2]

        choose_below(open_menu(), menu(), "Back Up Now", "Mail server")
        wait_until("the backup", lambda: desk.is_busy("Mail server"))
        desk.leave()
        wait_until("no icon", lambda: not is_drawn())
        panel.end()
        wait_until("no watcher", lambda: not has_owner(WATCHER))


def test_clicks_hide_and_show_the_window():
    desk = Desk()
    panel = start_with_panel(desk, True)
    wait_until("the window in front", is_active)
    mouse("mousemove", *ICON)
    mouse("click", 1)
    answer("Keep Watching")
    wait_until("no window", lambda: window() is None)
    for _ in range(2):
        mouse("mousemove", *ICON)
        mouse("click", 1)
        wait_until("the window", is_active)
        # Asked once: from now on it only closes.
        mouse("mousemove", *ICON)
        mouse("click", 1)
        wait_until("no window", lambda: window() is None)
    choose(open_menu(), menu(), "Open Backstay")
    wait_until("the window", is_active)

    choose(open_menu(), menu(), "Quit")
    desk.wait_for_end()
    desk.nas.stop()
    panel.end()


def test_the_first_close_asks():
    desk = Desk()
    desk.start()
    wait_until("the tasks", lambda: shows("Photos off-site"))
    close_window()
    wait_until("the question", lambda: shows("Keep Watching in the Background?"))
    mouse("key", "Escape")
    wait_until("no question", lambda: not shows("Keep Watching in the Background?"))
    assert window() is not None

    close_window()
    answer("Keep Watching")
    wait_until("no window", lambda: window() is None)
    # It watches: the NAS is asked on.
    before = len(desk.nas.control("requests")["requests"])
    desk.activate("show")
    wait_until("the window", is_active)
    desk.refresh()
    wait_until("a look at the NAS",
               lambda: len(desk.nas.control("requests")["requests"]) > before)
    close_window()
    wait_until("no window", lambda: window() is None)
    assert desk.app.process.poll() is None
    desk.leave()


def test_who_does_not_want_that_ends_it():
    desk = Desk()
    desk.start()
    wait_until("the tasks", lambda: shows("Photos off-site"))
    close_window()
    answer("Quit")
    desk.wait_for_end()
    desk.nas.stop()


def test_what_is_stored_is_there_before_the_nas_answers():
    desk = Desk()
    desk.start()
    wait_until("the tasks", lambda: shows("Photos off-site"))
    wait_until("the verdict", lambda: shows("Checked "))
    desk.activate("quit")
    desk.wait_for_end()

    # It takes connections and says nothing.
    desk.nas.process.send_signal(signal.SIGSTOP)
    try:
        desk.start()
        wait_until("the stored tasks", lambda: shows("Photos off-site"))
        screenshot("stored")
        found = [text for text in texts() if "Checked " in text]
        assert found, texts()
    finally:
        desk.nas.process.send_signal(signal.SIGCONT)
    wait_until("the answer", lambda: shows("Checked just now"))
    desk.leave()


def test_a_muted_backup_is_listed_and_unmuted():
    desk = Desk()
    desk.all_fine()
    desk.start()
    wait_until("the tasks", lambda: shows("Photos off-site"))
    stored = pathlib.Path(os.environ["HOME"], ".config/backstay/nas.ini").read_text("utf-8")
    nas_id = re.search(r"^\[NAS (.*)\]$", stored, re.MULTILINE).group(1)
    event = f"{nas_id}/{desk.task_id('Photos off-site')}/failed"
    desk.activate("notice-mute", GLib.Variant("s", event))
    desk.activate("preferences")
    press("page tab", "Notifications")
    press("push button", "Unmute Photos off-site")
    wait_until("nothing muted", lambda: shows("Nothing is muted"))
    desk.leave()


def test_a_button_starts_the_ended_program():
    install()
    shell = Shell()
    desk = Desk()
    desk.all_fine()
    desk.start()
    wait_until("the tasks", lambda: shows("Photos off-site"))
    desk.nas.control("end-run", task_id=desk.task_id("Photos off-site"), result="failed")
    desk.refresh()
    title = "“Photos off-site” failed"
    notice = wait_until("the notice", lambda: shell.find(title))
    desk.activate("quit")
    desk.wait_for_end()
    # What was told stays, though nobody watches.
    assert shell.find(title)

    button = next(b for b in notice["buttons"] if b["label"] == "Back Up Again")
    assert notice["default-action"] == "app.notice-show", notice
    shell.press(button["action"], button["target"])
    wait_until("the backup", lambda: desk.is_busy("Photos off-site"))
    assert window() is None

    desk.nas.control("end-run", task_id=desk.task_id("Photos off-site"), result="done")
    shell.press(notice["default-action"], notice["default-action-target"])
    wait_until("the window", is_active)
    desk.refresh()
    wait_until("the end of the notice", lambda: not shell.find(title))
    desk.activate("quit")
    wait_until("the end", lambda: not has_owner(NAME))
    desk.nas.stop()


if "BACKSTAY_APPLICATION_SESSION" not in os.environ:
    session()
configure_panel()
subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"test",
               check=True, stdout=subprocess.DEVNULL)
wait_for_name("org.freedesktop.secrets")
run([
    test_the_icon_follows_and_acts,
    test_clicks_hide_and_show_the_window,
    test_the_first_close_asks,
    test_who_does_not_want_that_ends_it,
    test_what_is_stored_is_there_before_the_nas_answers,
    test_a_muted_backup_is_listed_and_unmuted,
    test_a_button_starts_the_ended_program,
])
