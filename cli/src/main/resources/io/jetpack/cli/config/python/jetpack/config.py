"""The node's configuration: config/node.json, over the facts of the machine, over the provider's metadata."""
from jetpack import _agent

_NO_DEFAULT = object()


class ConfigError(Exception):
    """There is no such key, or the configuration can not be read; the text says which key, or file and line."""


def get(key=None, default=_NO_DEFAULT):
    """The value of a dotted key in Python's own types; without a key, all of the configuration as a dict.

    Raises ConfigError when there is no such key and no default.
    """
    import json
    try:
        answer = json.loads(_agent.config_get('' if key is None else '=' + str(key)))
    except RuntimeError as error:
        raise ConfigError(str(error)) from None
    if 'value' in answer:
        return answer['value']
    if default is _NO_DEFAULT:
        raise ConfigError(answer['missing'])
    return default
