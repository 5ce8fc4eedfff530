"""What this node is configured as, and how to tell the cluster something: for scripts that run on the node."""
from jetpack import _agent, config, util

__all__ = ['config', 'log', 'util']


_LEVELS = ('info', 'warn', 'error')
_PRIORITIES = ('low', 'medium', 'high')


def _word(name, word, known):
    text = str(word).lower()
    if text not in known:
        raise ValueError("the %s '%s' is none of %s" % (name, word, ', '.join(known)))
    return text


def log(message, level='info', priority=None):
    """Logs a message to the cluster. When this returns, the message is safe on the disk of this node.

    level is info, warn or error; priority is low, medium or high, by default medium, and high for an error.
    Raises ValueError when one of them is something else or the message is empty, and OSError when the message can not be
    queued; the text says why.
    """
    text = str(message)
    if not text.strip():
        raise ValueError('the message is empty; nothing is sent')
    try:
        _agent.log(text, _word('level', level, _LEVELS),
                   '' if priority is None else _word('priority', priority, _PRIORITIES))
    except RuntimeError as error:
        raise OSError(str(error)) from None
