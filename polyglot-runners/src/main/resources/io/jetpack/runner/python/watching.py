"""Watches standard modules: what is rebound in them from outside, and what they were like after their import.

Rebinding a name of a standard module is noticed when it happens. What can change without that is compared with what
it was: names that a module's own functions rebind, lists, dicts and sets. Only for scripts that could reach deeper,
every name of every module and class is kept for comparison.
"""
import atexit as _atexit
import builtins as _builtins
import sys as _sys
from importlib._bootstrap import ModuleSpec as _ModuleSpec

_Module = type(_sys)
_FUNCTION = type(lambda: None)
_FIXED = (_FUNCTION, type, _Module, type(len), type(str.join), property, classmethod, staticmethod)

# what is left alone: caches of pure functions, where what is in them can not be told from what would be computed
# anew, and what is put back elsewhere
_LEFT_ALONE = {('re', '_cache'), ('re', '_cache2'), ('_strptime', '_regex_cache'), ('encodings', '_cache'),
           ('sys', 'path_importer_cache'), ('sys', 'modules'), ('sys', 'stdin'), ('sys', 'stdout'), ('sys', 'stderr'), ('linecache', 'cache'), ('struct', '_cache'),
           ('functools', '_convert'), ('posix', 'environ'), ('posix', '_have_functions')}
_LARGE = 32  # tables longer than this are compared by their length, a change in place of one entry goes unnoticed

_known = []         # (name, module) of all standard modules that this context has seen
_pictures = {}      # module -> copy of its dict, taken only for scripts that could reach into it
_states = []        # (look-up in a module's dict, names that its own functions may rebind)
_state_values = []  # the values of these as they were after the import
_containers = []        # lists, dicts and sets that are values in standard modules
_contents = []          # and copies of them
_tables = []            # long ones,
_lengths = []           # and how long they were
_changes = []       # (dict, name, old value): rebindings noticed since the last reset
_classes = []       # (class, copy of its dict) of all standard modules, taken with the pictures
_deep = False       # whether the pictures are taken
_helpers = []       # names of modules that this run has imported and that are not standard
_stash = {}         # name -> (module, its spec, names that came with it)
_seen = set()       # known modules


class _Watched(_Module):
    """The class of standard modules: notes every rebinding from outside."""

    def __setattr__(self, name, value):
        _changes.append((self, name, self.__dict__.get(name, _Watched)))
        _Module.__setattr__(self, name, value)

    def __delattr__(self, name):
        _changes.append((self, name, self.__dict__.get(name, _Watched)))
        _Module.__delattr__(self, name)


_Watched.__name__ = _Watched.__qualname__ = 'module'
_Watched.__module__ = 'builtins'


def _is_state(name, value):
    return not (name.startswith('__') or name.isupper() or isinstance(value, _FIXED))


def _get_to_know(name, module):
    """Notes what a module that was just imported is like, and watches it from now on."""
    namespace = module.__dict__
    if module in _seen:
        return
    _seen.add(module)
    _known.append((name, module))
    states = []
    # the import system's own tables change with every import
    contents = {} if name.startswith('importlib.') or name.startswith('_frozen') else namespace
    # of the copy, since each step over a module's own names counts them all
    for key, value in dict(contents).items():
        if (name, key) in _LEFT_ALONE:
            continue
        kind = type(value)
        if kind is list or kind is dict or kind is set:
            if value is not namespace and key != '__builtins__':
                if len(value) > _LARGE:
                    _tables.append(value)
                    _lengths.append(len(value))
                else:
                    _containers.append(value)
                    _contents.append(kind(value))
        elif _is_state(key, value):
            states.append(key)
    if states:
        _states.append((namespace.__getitem__, states))
        _state_values.append([namespace[key] for key in states])
    if _deep:
        _picture(name, module)
    try:
        module.__class__ = _Watched
    except TypeError:
        pass


def _look_deep():
    """From now on every name of every standard module and class can be compared."""
    global _deep
    if not _deep:
        _deep = True
        for name, module in _known:
            _picture(name, module)


def _picture(name, module):
    picture = _pictures[module] = dict(module.__dict__)
    for value in picture.values():
        if isinstance(value, type) and value.__flags__ & 0x200 and getattr(value, '__module__', None) == name:
            _classes.append((value, dict(value.__dict__)))


def _put(module, name, value):
    """Binds a name behind the watch's back, as a thing that belongs there."""
    module.__dict__[name] = value
    if _deep:
        _pictures[module][name] = value
