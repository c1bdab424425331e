#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that the checks of this folder can fail: a clean little house passes each of them, and
each planted fault is found. Speaks TAP."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"


def source(domain, *lines):
    return LICENCE + f'#define G_LOG_DOMAIN "{domain}"\n\n' + "".join(f"{line}\n" for line in lines)


GRAMMAR = source(
    "backstayctl", "static const OptionInfo option_infos[] = {",
    "  [BKS_CLI_OPTION_NAS] = { \"nas\", 0, \"NAME\", NULL },",
    "  [BKS_CLI_OPTION_CSV] = { \"csv\", 0, NULL, NULL },", "};",
    "static const BksCliCommand commands[] = {",
    "  { \"logs\", BKS_CLI_COMMAND_LOGS, \"\", 0, 0, BIT (CSV), NULL },",
    "  { \"nas add\", BKS_CLI_COMMAND_NAS_ADD, \"NAME\", 1, 1, 0, NULL },", "};")
MAN = """.. SPDX-License-Identifier: GPL-3.0-or-later

--nas NAME  A stored NAS.

--csv       A table.

**nas add** *NAME*
    Store it.

**logs** [**--csv**]
    The log.
"""
BASH = """# SPDX-License-Identifier: GPL-3.0-or-later
local everywhere='--nas'
local commands='nas logs'
  --nas|--nas) wanted=yes ;;
  nas) _backstayctl_reply "$current" add ;;
  logs) own='--csv' ;;
"""
ZSH = """#compdef backstayctl
# SPDX-License-Identifier: GPL-3.0-or-later
_backstayctl_commands () {
    'nas:a'
    'logs:b'
}
_backstayctl_nas_commands () {
    'add:a'
}
'--nas=[a]' '--csv[b]'
"""

PO = """msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#, c-format
msgid "%s of %s"
msgstr "%s von %s"

msgid "%-d %B"
msgstr "%-d. %B"

msgid "Use --json here"
msgstr "Hier --json nehmen"
"""
SPOKEN = source(
    "bks-ui", "/* Translators: two sizes. */", 'char *a = g_strdup_printf (_ ("%s of %s"), b, c);',
    "/* Translators: a day. */", 'char *d = _ ("%-d %B");', 'char *e = _ ("Use --json here");')

CLEAN = {
    "src/ui/bks-spoken.c": SPOKEN,
    "po/LINGUAS": "# SPDX-License-Identifier: GPL-3.0-or-later\nde\n",
    "po/de.po": PO,
    "src/cli/bks-cli-options.c": GRAMMAR,
    "data/man/backstayctl.1.rst": MAN,
    "data/completion/backstayctl.bash": BASH,
    "data/completion/_backstayctl": ZSH,
    "src/base/bks-size.h": LICENCE + "#pragma once\n\n#include <glib.h>\n",
    "src/base/bks-size.c": source("bks-base", '#include "bks-size.h"'),
    "src/dsm/dsm-call.h": LICENCE + "#pragma once\n\n#include <gio/gio.h>\n",
    "src/dsm/dsm-call.c": source("dsm", "#include <libsoup/soup.h>", '#include "bks-size.h"'),
    "src/dsm/dsm-wire-private.h": LICENCE + "#pragma once\n\n#include <json-glib/json-glib.h>\n",
    "src/model/bks-nas.h": LICENCE + "#pragma once\n\n#include <gio/gio.h>\n",
    "src/model/bks-nas.c": source("bks-model", '#include "bks-nas.h"', '#include "dsm-call.h"'),
    "src/ui/bks-window.c": source("bks-ui", "#include <adwaita.h>", '#include "bks-nas.h"'),
    "src/demo/demo-nas.c": source("bks-demo", "#include <libsoup/soup.h>"),
    "src/cli/main.c": source("backstayctl", '#include "dsm-call.h"'),
    "po/POTFILES.in": "# SPDX-License-Identifier: GPL-3.0-or-later\nsrc/ui/bks-spoken.c\n",
}

PLANTED = (
    # check, what, file, its text, what the check must say
    ("command-line.py", "a command that is nowhere else", "src/cli/bks-cli-more.c",
     source("backstayctl", '  { "vault", BKS_CLI_COMMAND_VAULT, "", 0, 0, 0, NULL },'),
     "the command vault has no entry"),
    ("command-line.py", "an option that is nowhere else", "src/cli/bks-cli-more.c",
     source("backstayctl", '  [BKS_CLI_OPTION_PIN] = { "pin", 0, "SHA256", NULL },'),
     "--pin is not described"),
    ("command-line.py", "a grammar that cannot be read", "src/cli/bks-cli-more.h",
     LICENCE + "typedef enum\n{\n  BKS_CLI_OPTION_LOST,\n} BksCliOption;\n",
     "LOST is in no table"),
    ("command-line.py", "an option that is gone", "data/man/backstayctl.1.rst",
     MAN + "\n--gone  Away.\n", "--gone is no option"),
    ("command-line.py", "an option that its command does not show", "data/man/backstayctl.1.rst",
     MAN.replace(" [**--csv**]", ""), "the entry of logs lacks --csv"),
    ("command-line.py", "a command that bash does not complete", "data/completion/backstayctl.bash",
     BASH.replace(" add ", " "), "the command nas add is not completed"),
    ("command-line.py", "an option that bash offers elsewhere", "data/completion/backstayctl.bash",
     BASH.replace("logs) own", "nas) own"), "logs: --csv is missing"),
    ("command-line.py", "an option that zsh takes for a switch", "data/completion/_backstayctl",
     ZSH.replace("--nas=[", "--nas["), "--nas is not completed"),
    ("layers.py", "ui includes dsm", "src/ui/bks-page.c",
     source("bks-ui", '#include "dsm-call.h"'), "ui may not use dsm"),
    ("layers.py", "demo includes dsm", "src/demo/demo-x.c",
     source("bks-demo", '#include "dsm-call.h"'), "demo may not use dsm"),
    ("layers.py", "ui includes libsoup", "src/ui/bks-page.c",
     source("bks-ui", "#include <libsoup/soup.h>"), "ui may not use soup"),
    ("layers.py", "monitor includes GTK", "src/monitor/bks-poller.c",
     source("bks-monitor", "#include <gtk/gtk.h>"), "monitor may not use gtk"),
    ("layers.py", "dsm includes translations", "src/dsm/dsm-x.c",
     source("dsm", "#include <glib/gi18n.h>"), "dsm may not use i18n"),
    ("layers.py", "a public header of dsm shows Json", "src/dsm/dsm-x.h",
     LICENCE + "#include <json-glib/json-glib.h>\n", "public header of dsm shows json"),
    ("layers.py", "a public header of model shows dsm", "src/model/bks-x.h",
     LICENCE + '#include "dsm-call.h"\n', "public header of model shows dsm"),
    ("layers.py", "another room's private header", "src/model/bks-x.c",
     source("bks-model", '#include "dsm-wire-private.h"'), "private to dsm"),
    ("layers.py", "base includes a room", "src/base/bks-x.c",
     source("bks-base", '#  include "bks-nas.h"'), "base may not use model"),
    ("layers.py", "an unknown header", "src/base/bks-x.c",
     source("bks-base", '#include "nowhere.h"'), "in no room"),
    ("layers.py", "an unknown library", "src/base/bks-x.c",
     source("bks-base", "#include <curl/curl.h>"), "no library of the table"),
    ("layers.py", "a folder that is no room", "src/extra/x.c",
     source("extra"), "not a room"),
    ("potfiles.py", "a string that translators never see", "src/ui/bks-page.c",
     source("bks-ui", 'const char *s = _ ("Hello");'), "not in po/POTFILES.in"),
    ("potfiles.py", "a string of a .ui file", "src/ui/bks-page.ui",
     '<property name="label" translatable="yes">Hello</property>\n', "not in po/POTFILES.in"),
    ("potfiles.py", "a file that is gone", "po/POTFILES.in",
     "src/ui/bks-gone.c\n", "does not exist"),
    ("rules.py", "no licence line", "src/base/bks-x.c",
     '#define G_LOG_DOMAIN "bks-base"\n', "licence line"),
    ("rules.py", "no licence line in a script", "tests/x.sh", "#!/bin/sh\n", "licence line"),
    ("rules.py", "a wrong log domain", "src/base/bks-x.c", source("bks"), "no line '#define"),
    ("rules.py", "a file that is too long", "src/base/bks-x.c",
     source("bks-base", *["int x;"] * 800), "over 800"),
    ("rules.py", "unfinished business", "src/base/bks-x.c",
     source("bks-base", "/* TODO: think */"), "unfinished"),
    ("rules.py", "somebody's path", "src/base/bks-x.c",
     source("bks-base", 'char *s = "/home/ann/x";'), "machine"),
    ("rules.py", "a switch on a version", "src/ui/bks-x.c",
     source("bks-ui", "#if GTK_CHECK_VERSION (4, 10, 0)"), "version"),
    ("rules.py", "a sleep", "src/monitor/bks-x.c",
     source("bks-monitor", "g_usleep (10);"), "sleeps"),
    ("rules.py", "a password as a property", "src/model/bks-x.c",
     source("bks-model", 'g_param_spec_string ("nas-password", NULL, NULL, NULL, flags);'), "secret"),
    ("rules.py", "markup from anywhere", "src/ui/bks-x.c",
     source("bks-ui", "gtk_label_set_markup (label, name);"), "markup"),
    ("rules.py", "a nested loop", "src/ui/bks-x.c",
     source("bks-ui", "g_main_loop_run (loop);"), "main loop"),
    ("rules.py", "waiting for the network", "src/dsm/dsm-x.c",
     source("dsm", "soup_session_send_and_read (session, message, NULL, NULL);"), "network"),
    ("rules.py", "a drawer", "src/base/bks-utils.c", source("bks-base"), "drawer"),
    ("translations.py", "a format that nobody explains", "src/ui/bks-spoken.c",
     SPOKEN.replace("/* Translators: two sizes. */", ""), "must say what stands there"),
    ("translations.py", "a language without its file", "po/LINGUAS",
     CLEAN["po/LINGUAS"] + "fr\n", "there is no po/fr.po"),
    ("translations.py", "a file that nobody installs", "po/nl.po", PO, "does not name it"),
    ("translations.py", "another format", "po/de.po",
     PO.replace("%s von %s", "%s von %d"), "msgfmt --check"),
    ("translations.py", "no format of a date", "po/de.po",
     PO.replace("%-d. %B", "%-d. %Q"), "no part of a date"),
    ("translations.py", "a date that shows something else", "po/de.po",
     PO.replace("%-d. %B", "%B %Y"), "shows other parts"),
    ("translations.py", "an option that does not exist", "po/de.po",
     PO.replace("Hier --json", "Hier --jason"), "names of options"),
    ("translations.py", "what is not translated", "po/de.po",
     PO.replace("Hier --json nehmen", ""), "is not translated"),
    ("translations.py", "what is only guessed", "po/de.po",
     PO.replace('#, c-format', '#, fuzzy, c-format'), "is not translated"),
    ("translations.py", "what stayed English", "po/de.po",
     PO.replace("Hier --json nehmen", "Use --json here"), "equal their original"),
    ("translations.py", "what the source says now", "src/ui/bks-spoken.c",
     SPOKEN.replace("Use --json here", "Use --json there"), "is not translated"),
    ("format.sh", "unformatted code", "src/base/bks-x.c",
     source("bks-base", "int f(void){return 1;}"), "not formatted"),
)


def house(root, extra):
    for name, text in {**CLEAN, **extra}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(HERE.parents[1] / ".clang-format", root)


def run(check, root):
    if check.endswith(".py"):
        command = [sys.executable, str(HERE / check), str(root)]
    else:
        command = [str(HERE / check), *map(str, sorted(root.rglob("*.[ch]")))]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    return done.returncode, done.stdout


def main():
    checks = sorted({planted[0] for planted in PLANTED})
    print(f"1..{len(checks) + len(PLANTED)}")
    failed = 0
    cases = [(check, "a clean house", {}, None) for check in checks]
    cases += [(check, what, {name: text}, says) for check, what, name, text, says in PLANTED]
    for number, (check, what, extra, says) in enumerate(cases, 1):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve()
            house(root, extra)
            status, output = run(check, root)
        good = status == 0 if says is None else status == 1 and says in output
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} {check}: {what}")
        if not good:
            print("".join(f"# {line}\n" for line in output.splitlines()), end="")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
