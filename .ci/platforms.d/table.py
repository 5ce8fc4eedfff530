"""The table: scripts whose ending, output and surroundings are compared with what Bash and Python of this machine make of
the same script, or, where only Jetpack promises something, with what their line "# expect:" says.

    table.py expected DIRECTORY FILE                      runs the scripts by bash and python3, and keeps what they did in FILE
    table.py compare DIRECTORY FILE SLOWNESS PROGRAM...   runs them by `PROGRAM healthcheck run`, and prints a line a script

SLOWNESS is how many times longer than usual a run may take here.
"# expect:" is JSON: fields of a check in the JSON of `healthcheck run`. "/.../" is a pattern for the whole of a text,
[least, most] a range, wide enough for a busy machine, anything else the value itself. "left" names a process that is to live on after the run.
"""

import glob
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile


def scripts(directory):
    return sorted(glob.glob(os.path.join(directory, "*.sh")) + glob.glob(os.path.join(directory, "*.py")))


def contract(script):
    """What the script's own line expects, or None."""
    with open(script, encoding="utf-8") as file:
        for line in file:
            if line.startswith("# expect: "):
                return json.loads(line[len("# expect: ") :])
    return None


def by_this_machine(script):
    """The same fields that `healthcheck run` shows, from the script's own interpreter."""
    interpreter = "bash" if script.endswith(".sh") else "python3"
    with tempfile.TemporaryDirectory() as directory:
        done = subprocess.run(
            [interpreter, script],
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            timeout=60,
        )
    ending = {"kind": "exited", "exit_code": done.returncode}
    if done.returncode < 0:
        ending = {"kind": "signalled", "reason": "/killed by signal %d .*/" % -done.returncode}
    return {**ending, "stdout": done.stdout.decode(), "stderr": done.stderr.decode()}


# what an emulated processor makes of these is the emulator's, whoever starts the processes
BY_EMULATORS = {
    "left_background.sh": "a process that is just being started is two for a moment",
    "left_session.sh": "a process that is just being started is two for a moment",
    "subprocess_missing.py": "a file that is no program is started, and python3 gets no error either",
}


def is_as(wanted, actual, slowness):
    if isinstance(actual, str):
        actual = without_emulator(actual)
    if isinstance(wanted, list):
        return actual is not None and wanted[0] <= actual <= wanted[1] * slowness
    if isinstance(wanted, str) and re.fullmatch("/.*/", wanted, re.DOTALL):
        return actual is not None and re.fullmatch(wanted[1:-1], actual, re.DOTALL)
    return actual == wanted


def difference(wanted, seen, slowness):
    """In words, or None."""
    for field, value in wanted.items():
        if not is_as(value, seen.get(field), slowness):
            return "%s is %s, expected %s" % (field, shown(seen.get(field)), shown(value))
    return None


def shown(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 1000 else text[:500] + " ... " + text[-500:]


def without_emulator(text):
    """What the processes of an emulated processor are called here, by the names that they have there."""
    return re.sub(r"/\S*/qemu-\w+-static (?:/\S*/)?", "", text)


def processes():
    """The command lines of all processes that there are, by number."""
    found = {}
    for path in glob.glob("/proc/[0-9]*"):
        try:
            with open(path + "/cmdline", "rb") as file:
                command = file.read().replace(b"\0", b" ").decode(errors="replace").strip()
                found[int(path[6:])] = without_emulator(command)
        except OSError:
            pass
    return found


def run(program, directory, slowness):
    """The checks by name. The program is started with what an agent should not pass on to scripts."""
    kept = [os.open("/etc/passwd", os.O_RDONLY) for _ in range(3)] + [socket.socket().detach()]
    os.dup2(kept[0], 200)
    for number in (signal.SIGPIPE, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR2):
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM, signal.SIGWINCH])
    done = subprocess.run(
        [*program, "healthcheck", "run", "--format", "json", directory],
        pass_fds=[*kept, 200],
        restore_signals=False,
        input=b"not for scripts\n",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=600 * slowness,
    )
    try:
        return {check["check"]: check for check in json.loads(done.stdout)["checks"]}
    except ValueError:
        sys.exit("FAILED: the table: exit %d, %s" % (done.returncode, done.stderr.decode()[-2000:]))


def compare(directory, file, slowness, program):
    with open(file) as kept:
        expected = json.load(kept)
    before = processes()
    checks = run(program, directory, slowness)
    left = {pid: command for pid, command in processes().items() if pid not in before and "sleep 47" in command}
    for script in scripts(directory):
        name = os.path.basename(script)
        wanted = dict(expected[name])
        lives_on = wanted.pop("left", None)
        wrong = difference(wanted, checks.get(name, {"kind": "missing"}), slowness)
        if lives_on:
            pids = [pid for pid, command in left.items() if command == lives_on]
            if not wrong and not pids:
                wrong = "'%s' does not live on" % lives_on
            for pid in pids:
                del left[pid]
                os.kill(pid, signal.SIGKILL)
        if wrong and slowness > 1 and name in BY_EMULATORS:
            print("skipped: %s: under emulation %s (%s)" % (name, BY_EMULATORS[name], wrong))
        else:
            print("FAILED: %s: %s" % (name, wrong) if wrong else "ok: %s" % name)
    print("FAILED: left behind: %s" % left if left else "ok: nothing else is left behind")


def main(action, directory, file, *program):
    directory = os.path.abspath(directory)
    if action == "expected":
        rows = {os.path.basename(script): contract(script) or by_this_machine(script) for script in scripts(directory)}
        with open(file, "w") as kept:
            json.dump(rows, kept, indent=1, sort_keys=True)
    else:
        compare(directory, file, int(program[0]), program[1:])


if __name__ == "__main__":
    main(*sys.argv[1:])
