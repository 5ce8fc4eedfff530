"""Asks the agent's command line. In scripts that the agent runs in process its own functions stand in for these."""
import os
import subprocess

_HOME = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..'))
_PROGRAM = os.path.join(_HOME, 'bin', 'jetpack')


def _call(*arguments, text=''):
    try:
        process = subprocess.Popen((_PROGRAM,) + arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
    except OSError as error:
        raise RuntimeError("'%s' can not be run: %s" % (_PROGRAM, error))
    out, err = process.communicate(text.encode('utf-8', 'replace'))
    if process.returncode != 0:
        message = err.decode('utf-8', 'replace').strip()
        raise RuntimeError(message[9:] if message.startswith('jetpack: ') else message or 'no reason was told')
    return out.decode('utf-8')


def config_get(key):
    return _call('config', '--typed', *(('--', key[1:]) if key else ()))


def log(message, level, priority):
    # by a pipe, because an argument has a limit, and the command takes a line feed off what comes by one
    _call('log', '--level', level, *((('--priority', priority) if priority else ()) + ('-',)), text=message + '\n')
