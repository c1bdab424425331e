# SPDX-License-Identifier: GPL-3.0-or-later
"""Shells on a terminal of their own, asked what they would complete."""
import os
import pty
import re
import select
import shlex
import signal
import time

LIMIT = 60  # s; a shell that answers nothing has to end
END = b"\x1eend\x1e"


class Shell:
    """An interactive shell; lines go in, what it writes between two marks comes out."""

    def __init__(self, words, folder):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            env = {"PATH": os.environ["PATH"], "HOME": folder, "TERM": "dumb",
                   "LC_ALL": "C.UTF-8", "PS1": "", "COLUMNS": "4000"}
            os.execvpe(words[0], words, env)
        self.rest = b""

    def read_to_mark(self):
        deadline = time.monotonic() + LIMIT
        while END not in self.rest:
            ready = select.select([self.terminal], [], [], deadline - time.monotonic())[0]
            if not ready:
                raise AssertionError(f"the shell does not answer: {self.rest!r}")
            try:
                piece = os.read(self.terminal, 65536)
            except OSError:
                piece = b""
            if not piece:
                raise AssertionError(f"the shell has ended: {self.rest!r}")
            self.rest += piece
        answer, _, self.rest = self.rest.partition(END)
        return answer.decode("utf-8", "replace")

    def send(self, text):
        os.write(self.terminal, text.encode())

    def close(self):
        os.close(self.terminal)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


class Bash(Shell):
    """What bash writes into the line when it is told to insert every completion."""

    def __init__(self, script, program, folder):
        super().__init__(["bash", "--norc", "--noprofile", "-i"], folder)
        self.send(f"stty -echo; bind 'set bell-style none'; bind '\"\\C-t\": insert-completions'\n"
                  f"bind 'set enable-bracketed-paste off'; source '{script}'\n"
                  f"program={program}; PATH=$PWD:$PATH; history -c; set +o history\n"
                  "show () { printf '\\x1f'; printf '%s\\x1f' \"$@\"; printf '\\x1eend\\x1e'; }\n"
                  "printf '\\x1eend'; printf '\\x1e'\n")
        self.read_to_mark()
        # Completed like the program, but what runs tells its arguments.
        self.send("complete -F _shown show; _shown () { _backstayctl \"$program\" \"$2\" \"$3\"; }\n")

    def read_words(self, line):
        """The line as it stands, with its last quote closed."""
        for end in ("", "'", '"'):
            try:
                return shlex.split(line + end)
            except ValueError:
                continue
        raise AssertionError(line)

    def complete(self, line, key="\x14"):
        self.send(f"show {line}{key}\n")
        answer = self.read_to_mark()
        words = answer[answer.index("\x1f") + 1:].rstrip("\x1f").split("\x1f")
        return [word for word in words if word]

    def press_tab(self, line):
        return self.complete(line, "\t")


class Zsh(Shell):
    """What zsh's completion offers, caught where every offer goes through: compadd."""

    def __init__(self, folder_of_functions, folder):
        super().__init__(["zsh", "-f", "-i"], folder)
        self.send("PROMPT=; unsetopt zle_bracketed_paste; stty -echo\n"
                  f"fpath=('{folder_of_functions}' $fpath); path=($PWD $path)\n"
                  "autoload -U compinit; compinit -u -D; unset zle_bracketed_paste\n"
                  "zstyle ':completion:*' list-grouped no\n"
                  "compadd () {\n"
                  "  local -a found\n"
                  "  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd \"$@\"; "
                  "return; fi\n"
                  "  builtin compadd -O found \"$@\"\n"
                  "  (( $#found )) && print -rn -- $'\\x1c'${^found}$'\\x1d'\n"
                  "  builtin compadd \"$@\"\n"
                  "}\n"
                  "ask () { zle list-choices; print -n $'\\x1e'end$'\\x1e'; zle send-break }\n"
                  "zle -N ask; bindkey '^T' ask\n"
                  "print -n $'\\x1e'end; print -n $'\\x1e'\n")
        self.read_to_mark()

    def complete(self, line):
        self.send(f"backstayctl {line}\x14")
        answer = self.read_to_mark()
        return re.findall("\x1c([^\x1d]+)\x1d", answer)
