"""What this node is configured as, and how to tell the cluster something: for scripts that run on the node."""
from jetpack import _agent, config, util

__all__ = ['config', 'log', 'util']


def log(message, level='info', priority=None):
    """Logs a message to the cluster.

    level is info, warn or error; priority is low, medium or high, by default medium, and high for an error.
    """
    _agent.log(str(message), str(level), '' if priority is None else str(priority))
