"""Undoes what a run did to its interpreter, so that the next run finds it as new.

What is found changed and cannot be put back costs the context: see docs/python.md, "What a run may leave".
"""
_STANDARD = ''
_base = {}
_meta_path = []
_path = []
_recursion_limit = 0


def _start_isolation():
    """Takes the picture of the interpreter as the first run finds it."""
    global _STANDARD, _recursion_limit
    import os
    _STANDARD = os.path.dirname(os.path.dirname(os.__file__))
    _sys.meta_path.insert(0, _Finder)
    _meta_path[:] = _sys.meta_path
    _path[:] = [entry for entry in _sys.path if entry]
    _recursion_limit = _sys.getrecursionlimit()
    # it makes new modules of the type of sys, and they would be watched before they are complete
    _sys.modules['importlib._bootstrap']._new_module = _Module
    for name in ('__main__', 'polyglot', '__graalpython__'):
        _sys.modules.pop(name, None)
    _base.update(_sys.modules)
    for name, module in list(_base.items()):
        if isinstance(module, _Module):
            _get_to_know(name, module)
    _changes.clear()


def _prepare(script, arguments):
    _sys.path[:] = [_os.path.dirname(script)] + _path
    _sys.argv[:] = [script] + arguments


def _present_states():
    return [list(map(look_up, names)) for look_up, names in _states]


def _restore_states():
    for (look_up, names), values in zip(_states, _state_values):
        namespace = look_up.__self__
        for name, value in zip(names, values):
            if namespace.get(name, _Finder) is not value:
                namespace[name] = value


def _restore_container(container, copy):
    if type(container) is list:
        container[:] = copy
    else:
        container.clear()
        container.update(copy)


def _reset(program):
    """Puts everything back; says whether the context is as it was."""
    if _torn:
        return False
    for module, name, value in reversed(_changes):
        if value is _Watched:
            module.__dict__.pop(name, None)
        else:
            module.__dict__[name] = value
    _changes.clear()
    modules = _sys.modules
    for name, reset in _RESETS.items():
        if name in modules:
            reset(modules[name])
    try:
        same = _present_states() == _state_values
    except KeyError:
        same = False
    if not same:
        _restore_states()
    if _containers != _contents:
        for container, copy in zip(_containers, _contents):
            if container != copy:
                _restore_container(container, copy)
    if _helpers:
        program.modules, program.submodules = {}, []
    elif _found and not program.deep:
        program.modules = {name: stashed[0] for name, stashed in _stash.items() if modules.get(name) is stashed[0]}
        program.submodules = [entry for entry in program.modules.items() if '.' in entry[0]]
    _found.clear()
    modules.clear()
    modules.update(_base)
    _sys.meta_path[:] = _meta_path
    if _sys.getrecursionlimit() != _recursion_limit:
        _sys.setrecursionlimit(_recursion_limit)
    if _sys.gettrace() is not None:
        _sys.settrace(None)
    if _sys.getprofile() is not None:
        _sys.setprofile(None)
    if list(map(len, _tables)) != _lengths:
        return False
    if program.deep or _helpers:
        _helpers.clear()
        return _restore_deep()
    for name in program.stored:
        for cls, copy in _classes:
            if cls.__dict__.get(name, _Finder) is not copy.get(name, _Finder) and not _restore_class(cls, copy):
                return False
    return True


def _restore_deep():
    """Compares every name of every standard module and class: slow, for scripts that could reach them."""
    for module, copy in _pictures.items():
        namespace = module.__dict__
        if namespace != copy:
            private = module.__name__.startswith('_')
            for name in [name for name in namespace if name not in copy]:
                if private:  # the interpreter itself adds to these when it needs to
                    copy[name] = namespace[name]
                else:
                    del namespace[name]
            for name, value in copy.items():
                if namespace.get(name, _Finder) is not value:
                    namespace[name] = value
    for cls, copy in _classes:
        if cls.__dict__ != copy and not _restore_class(cls, copy):
            return False
    return True


def _restore_class(cls, copy):
    namespace = cls.__dict__
    try:
        for name in [name for name in namespace if name not in copy]:
            type.__delattr__(cls, name)
        for name, value in copy.items():
            if namespace.get(name, _Finder) is not value:
                type.__setattr__(cls, name, value)
    except (AttributeError, TypeError):
        return False
    return _same(cls.__dict__, copy)


def _same(namespace, copy):
    if len(namespace) != len(copy):
        return False
    for name, value in copy.items():
        if namespace.get(name, _Finder) is not value:
            return False
    return True
