# jetpack: timeout=300s
"""Imports all modules of the standard library, or those that the file MODULES names, and prints which ones
fail and why: see ArchiveModulesIT."""
import importlib
import os
import sys
import warnings

# tests, or with an effect that is seen
LEFT_OUT = {'antigravity', 'idlelib', 'test', 'this', 'turtledemo'}
PARTS_LEFT_OUT = {'__init__', '__main__', '__pycache__', 'lib-dynload', 'site-packages', 'dist-packages', 'test', 'tests', 'fixes'}


def modules_below(folder, prefix):
    for entry in sorted(os.listdir(folder)):
        name = entry[:-3] if entry.endswith('.py') else entry
        path = os.path.join(folder, entry)
        if name in PARTS_LEFT_OUT or '-' in name:
            continue
        if entry.endswith('.py'):
            yield prefix + name
        elif os.path.isfile(os.path.join(path, '__init__.py')):
            yield prefix + name
            yield from modules_below(path, prefix + name + '.')


def standard_modules():
    known = getattr(sys, 'stdlib_module_names', None)
    names = {*sys.builtin_module_names, *(known or ()), *modules_below(os.path.dirname(os.__file__), '')}
    for name in sorted(names):
        root = name.split('.')[0]
        # a distribution of Linux puts files of its own beside them
        if root not in LEFT_OUT and (known is None or root in known):
            yield name


def main():
    warnings.simplefilter('ignore')
    listed = os.environ.get('MODULES')
    if listed:
        with open(listed) as lines:
            names = lines.read().split()
    else:
        names = standard_modules()
    for name in names:
        try:
            importlib.import_module(name)
            print(name)
        except BaseException as error:
            print(name, type(error).__name__, ascii(str(error)))


main()
