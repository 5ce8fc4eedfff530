"""A wait ends with the child, whoever else can still write to its output. The same under python3: see ProbesTest."""
import os
import subprocess
import threading
import time

PIPE = subprocess.PIPE
LEAVING = 'echo said; sleep 4 & exit 4'     # what stays behind holds the streams that it was given


def t(name, call):
    start = time.monotonic()
    try:
        result = call()
    except Exception as error:
        result = type(error).__name__, getattr(error, 'returncode', None)
    print(name, result, 'at once' if time.monotonic() - start < 2.5 else 'late')


def child(command=LEAVING, **streams):
    return subprocess.Popen(command, shell=True, **streams)


def communicated():
    process = child(stdout=PIPE, stderr=PIPE)
    try:
        return process.communicate(timeout=0.3)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait(), process.returncode


def read_after():
    process = child('echo said; (sleep 0.3; echo later) & exit 4', stdout=PIPE)
    return process.wait(), process.stdout.read()


def ended_by_a_signal():
    process = child('sleep 4 | cat', stdout=PIPE)
    process.terminate()
    return process.wait()


def polled():
    process = child(stdout=PIPE)
    while process.poll() is None:
        time.sleep(0.01)
    return process.returncode


def waited_by_threads():
    process = child(stdout=PIPE)
    found = []
    threads = [threading.Thread(target=lambda: found.append(process.wait())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


for stdout, stderr in (None, None), (PIPE, None), (None, PIPE), (PIPE, subprocess.STDOUT):
    t('wait %s %s' % (stdout, stderr), lambda: child(stdout=stdout, stderr=stderr).wait())
t('stdin', lambda: child(stdin=PIPE, stdout=PIPE).wait())
t('limit', lambda: child(stdout=PIPE).wait(timeout=2))
t('call', lambda: subprocess.call(LEAVING, shell=True))
t('run', lambda: subprocess.run('sleep 4 | cat', shell=True, capture_output=True, timeout=0.3))
t('system', lambda: os.system(LEAVING))
t('waitpid', lambda: os.waitpid(child(stdout=PIPE).pid, 0)[1])
t('any', lambda: (child(stdout=PIPE), os.wait())[1][1])
t('nobody', lambda: os.waitpid(os.getppid(), 0))
t('file', lambda: child(stdout=open('said', 'w')).wait())
t('said', lambda: open('said').read())
t('spawn', lambda: os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', LEAVING))
for call in communicated, read_after, ended_by_a_signal, polled, waited_by_threads:
    t(call.__name__, call)
t('all that was written', lambda: len(subprocess.check_output('seq 100000', shell=True)))
