"""Standard modules stay loaded out of sight after a run, and come back when they are imported again.

That is what makes a second run cheap. What an import does to other standard modules belongs to what they are like.
"""


class _Importing:
    """What a standard module does to others while it is imported belongs to the picture: it is not done again."""

    def __init__(self):
        self._depth = 0

    def __enter__(self):
        if self._depth == 0:
            self._before = [type(container)(container) for container in _containers]
            self._states = _present_states()
            self._changes = len(_changes)
        self._depth += 1

    def __exit__(self, *failure):
        global _torn
        self._depth -= 1
        if self._depth:
            return
        for index, before in enumerate(self._before):
            container = _containers[index]
            if container != before:
                _torn = _torn or before != _contents[index]
                _contents[index] = type(container)(container)
        for index in range(len(self._before), len(_containers)):
            _contents[index] = type(_containers[index])(_containers[index])
        states = _present_states()
        for index, values in enumerate(states):
            if index < len(self._states) and values != self._states[index]:
                _torn = _torn or self._states[index] != _state_values[index]
        _state_values[:] = states[:]
        if _deep:
            for module, name, _ in _changes[self._changes:]:
                if name in module.__dict__ and module in _pictures:
                    _pictures[module][name] = module.__dict__[name]
        del _changes[self._changes:]


_importing = _Importing()
_found = []         # names of standard modules that this run had to look for
_torn = False       # an import changed what the script had changed before: the two can not be told apart


class _Recording:
    """The loader of a standard module that this context imports for the first time."""

    def __init__(self, loader):
        self._loader = loader

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        create = getattr(self._loader, 'create_module', None)
        return create(spec) if create else None

    def exec_module(self, module):
        spec = module.__spec__
        spec.loader = module.__loader__ = self._loader
        before = set(_sys.modules)
        with _importing:
            self._loader.exec_module(module)
        module = _sys.modules.get(spec.name, module)
        if isinstance(module, _Module):
            _after_import(spec.name, module)
            _get_to_know(spec.name, module)
            _stash[spec.name] = (module, spec, [key for key in _sys.modules if key not in before])


class _Restoring:
    """The loader of a standard module that an earlier run has imported."""

    def create_module(self, spec):
        return _stash[spec.name][0]

    def exec_module(self, module):
        name = module.__name__ if module.__name__ in _stash else module.__spec__.name
        modules = _sys.modules
        module.__dict__['__spec__'] = _stash[name][1]
        if name == 'logging':
            _atexit.register(module.shutdown)
        for other in _stash[name][2]:
            if other not in modules and other in _stash:
                modules[other] = _stash[other][0]
                _bind_to_parent(other, _stash[other][0])


def _bind_to_parent(name, module):
    parent, _, child = name.rpartition('.')
    if parent and parent in _sys.modules:
        owner = _sys.modules[parent]
        if owner.__dict__.get(child) is not module:
            setattr(owner, child, module)


_restoring = _Restoring()


class _Finder:
    """Finds standard modules in the stash, and lets the usual finders find what is not there."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if _writers:
            _flush_files()      # the module may be among what was written
        if name in _stash:
            _found.append(name)
            module = _stash[name][0]
            spec = _ModuleSpec(name, _restoring, is_package=hasattr(module, '__path__'))
            if hasattr(module, '__path__'):
                spec.submodule_search_locations = module.__path__
            return spec
        for finder in _sys.meta_path:
            if finder is _Finder:
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if spec.origin is not None and spec.origin.endswith('.so'):
                    # GraalPy would load one for its first context, and for no other
                    raise ImportError(
                        "%r needs native code, which the in-process Python does not load; with the line '# jetpack: "
                        "runtime=process' the script runs under its own interpreter" % name, name=name, path=spec.origin)
                if spec.loader is not None and _is_standard(spec):
                    _found.append(name)
                    spec.loader = _Recording(spec.loader)
                else:
                    _look_deep()
                    _helpers.append(name)
                return spec
        return None


def _is_standard(spec):
    origin = spec.origin
    return origin is None or origin in ('built-in', 'frozen') or origin.startswith(_STANDARD)
