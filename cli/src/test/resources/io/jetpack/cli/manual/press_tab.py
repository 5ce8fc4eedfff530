"""Types lines into a shell on a terminal, presses Tab after each, and prints what then stands there.

Usage: press_tab.py bash|zsh COMPLETION FOLDER LINE...

FOLDER is where the shell is. What it writes to the terminal is thrown away.
"""

import os
import pty
import signal
import sys
import threading
import time

SETUP = {
    "bash": r"""PS1=; source '{completion}'; bind 'set bell-style none'
show() {{ printf '%s' "$READLINE_LINE" >'{answers}/new'; mv '{answers}/new' '{answers}/answer'; READLINE_LINE=; READLINE_POINT=0; }}
bind -x '"\C-xe": show'
touch '{answers}/ready'
""",
    "zsh": r"""PS1=; fpath=('{folder}' $fpath); autoload -U compinit; compinit -u -D
show() {{ printf '%s' "$BUFFER" >'{answers}/new'; mv '{answers}/new' '{answers}/answer'; BUFFER= }}
zle -N show; bindkey '^Xe' show
touch '{answers}/ready'
""",
}
COMMANDS = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}
PATIENCE_SECONDS = 60


def wait_for(path):
    end = time.monotonic() + PATIENCE_SECONDS
    while not os.path.exists(path):
        if time.monotonic() > end:
            raise SystemExit("nothing came at '%s'" % path)
        time.sleep(0.01)


def drain(terminal):
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass


def main(shell, completion, folder, lines):
    answers = os.path.join(folder, ".answers")
    os.mkdir(answers)
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(COMMANDS[shell][0], COMMANDS[shell], {"PATH": os.environ["PATH"], "TERM": "dumb", "HOME": folder})
    threading.Thread(target=drain, args=(terminal,), daemon=True).start()
    try:
        setup = SETUP[shell].format(
            completion=completion, folder=os.path.dirname(completion), answers=answers)
        os.write(terminal, setup.encode())
        wait_for(answers + "/ready")
        for line in lines:
            os.write(terminal, line.encode() + b"\t\x18e")
            wait_for(answers + "/answer")
            with open(answers + "/answer") as answer:
                print(answer.read() + "|")
            os.remove(answers + "/answer")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
