"""Looks into the source of scripts without running them. Loaded into a context of its own, which runs no script.

What it finds is one text: records end with RS, their fields with US, lists within a field with GS.
"""
import _ast
import sys as _sys

_ENDERS = {'exit', 'quit', 'SystemExit'}
_OLD_NAMES = {'raw_input', 'unicode', 'xrange', 'basestring', 'long', 'unichr', 'execfile', 'reload'}
_OLD_MESSAGES = ("Missing parentheses in call to 'print'", "Missing parentheses in call to 'exec'",
                 'multiple exception types must be parenthesized', 'leading zeros in decimal integer literals')
_MINE = {'jetpack'}
# what a run can not import although it is of the standard library; the test of this file imports all of that
_LACKING = frozenset((
    '_bisect', '_bootsubprocess', '_bz2', '_crypt', '_ctypes', '_curses', '_curses_panel', '_dbm', '_decimal',
    '_elementtree', '_gdbm', '_heapq', '_msi', '_opcode', '_overlapped', '_posixshmem', '_scproxy', '_sqlite3',
    '_stat', '_statistics', '_symtable', '_tkinter', '_uuid', '_winapi', '_zoneinfo', 'asynchat', 'asyncore',
    'audioop', 'binhex', 'bz2', 'crypt', 'ctypes', 'curses', 'distutils', 'imp', 'msilib', 'msvcrt', 'nis', 'nt',
    'ossaudiodev', 'pyclbr', 'smtpd', 'sqlite3', 'symtable', 'tkinter', 'turtle', 'winreg', 'winsound'))
_CATCHES_NO_ABSENCE = {'KeyboardInterrupt', 'SystemExit', 'ValueError', 'KeyError', 'IndexError', 'TypeError'}
# fields that hold no part of the tree that anybody asks for: most of a tree's nodes are contexts and operators
_LEAVES = {'ctx', 'op', 'ops', 'id', 'attr', 'arg', 'name', 'names', 'asname', 'module', 'level', 'kind', 'conversion',
           'simple', 'is_async', 'type_comment', 'rest', 'kwd_attrs', 'type_ignores', 'tag'}
_BRANCHES = {_ast.Constant: (), _ast.MatchSingleton: ()}
_US, _RS, _GS = '\x1f', '\x1e', '\x1d'


def _clean(text):
    text = text.encode('utf-8', 'replace').decode('utf-8')
    return text.replace(_US, ' ').replace(_RS, ' ').replace(_GS, ' ')


def _branches(kind):
    """The fields of a node that may hold nodes."""
    fields = _BRANCHES.get(kind)
    if fields is None:
        fields = _BRANCHES[kind] = tuple(name for name in kind._fields if name not in _LEAVES)
    return fields


class _Look:
    def __init__(self, lacking):
        self.lacking = lacking
        self.found = []
        self.aliases = {}
        self.bound = set()
        self.pending = []
        self.mentions = False
        self.search = False

    def note(self, kind, *fields):
        self.found.append(_US.join((kind,) + tuple(_clean(str(field)) for field in fields)))

    def available(self, module):
        root = module.partition('.')[0]
        if root in _MINE:
            return True
        return root in _sys.stdlib_module_names and root not in self.lacking

    def imported(self, node, module, soft, late):
        self.note('I', node.lineno, node.col_offset + 1, module, int(soft), int(late), int(self.available(module)))

    def names(self, tree):
        """What is bound in the script, wherever: a name may stand for something else in another scope."""
        nodes = [tree]
        while nodes:
            node = nodes.pop()
            kind = type(node)
            if kind is _ast.Constant or node is None:
                continue
            if kind is _ast.Import:
                for alias in node.names:
                    if alias.asname:
                        self.aliases[alias.asname] = alias.name
                    else:
                        root = alias.name.partition('.')[0]
                        self.aliases[root] = root
            elif kind is _ast.ImportFrom:
                if not node.level and node.module:
                    for alias in node.names:
                        self.aliases[alias.asname or alias.name] = node.module + '.' + alias.name
            elif kind is _ast.Name:
                if type(node.ctx) is not _ast.Load:
                    self.bound.add(node.id)
            elif kind is _ast.FunctionDef or kind is _ast.AsyncFunctionDef or kind is _ast.ClassDef:
                self.bound.add(node.name)
            elif kind is _ast.arg:
                self.bound.add(node.arg)
            for name in _branches(kind):
                value = getattr(node, name, None)
                if type(value) is list:
                    nodes.extend(value)
                elif value is not None:
                    nodes.append(value)

    def dotted(self, node):
        """The name under which something was imported, or an empty text."""
        parts = []
        while type(node) is _ast.Attribute:
            parts.append(node.attr)
            node = node.value
        if type(node) is not _ast.Name:
            return ''
        root = node.id
        if root in self.aliases and root not in self.bound:
            parts.append(self.aliases[root])
        elif not parts and root in _ENDERS and root not in self.bound:
            parts.append(root)
        else:
            return ''
        parts.reverse()
        return '.'.join(parts)

    @staticmethod
    def number(node):
        sign = 1
        if type(node) is _ast.UnaryOp and type(node.op) is _ast.USub:
            sign, node = -1, node.operand
        if type(node) is _ast.Constant and type(node.value) is int and abs(node.value) < 1 << 31:
            return sign * node.value
        return None

    def argument(self, name, node, hidden=False):
        number = self.number(node)
        words = []
        if type(node) is _ast.Constant and type(node.value) is str:
            words = [node.value]
        elif type(node) is _ast.List or type(node) is _ast.Tuple:
            words = [each.value if type(each) is _ast.Constant and type(each.value) is str else ''
                     for each in node.elts]
        call = ''
        inner = node.value if type(node) is _ast.Attribute else node
        if type(inner) is _ast.Call:
            call = self.dotted(inner.func)
            if call and not words and inner.args:
                first = inner.args[0]
                if type(first) is _ast.List:
                    words = [each.value if type(each) is _ast.Constant and type(each.value) is str else ''
                             for each in first.elts]
                elif type(first) is _ast.Constant and type(first.value) is str:
                    words = [first.value]
        return _GS.join([_clean(name), '' if number is None else str(number), _clean(call), str(int(hidden))]
                        + [_clean(word) for word in words])

    def call(self, node, soft):
        name = self.dotted(node.func)
        if name in ('sys.path.insert', 'sys.path.append', 'sys.path.extend', 'site.addsitedir'):
            self.search = True
        if name:
            arguments = [self.argument('', each, type(each) is _ast.Starred) for each in node.args]
            arguments += [self.argument(each.arg or '', each.value, each.arg is None) for each in node.keywords]
            # joined by RS in a place of its own, since a field is cleaned of it
            self.found.append(_US.join(('C', str(node.lineno), str(node.col_offset + 1), _clean(name),
                                        str(int(soft))) + tuple(arguments)))

    @staticmethod
    def catches(handler):
        """Whether an except clause may be there for something that the interpreter lacks."""
        kinds = handler.type.elts if type(handler.type) is _ast.Tuple else [handler.type]
        return not all(type(kind) is _ast.Name and kind.id in _CATCHES_NO_ABSENCE for kind in kinds)

    def walk(self, tree):
        nodes = [(tree, False, False)]
        while nodes:
            node, soft, late = nodes.pop()
            kind = type(node)
            if kind is _ast.Import:
                for alias in node.names:
                    self.imported(node, alias.name, soft, late)
            elif kind is _ast.ImportFrom:
                if node.level == 0 and node.module != '__future__':
                    self.imported(node, node.module, soft, late)
                    for alias in node.names:
                        self.note('N', node.lineno, node.col_offset + 1, node.module + '.' + alias.name, int(soft), 0)
            elif kind is _ast.Call:
                self.call(node, soft)
            elif kind is _ast.Attribute:
                name = self.dotted(node)
                if name:
                    if name == 'sys.path' and type(node.ctx) is not _ast.Load:
                        self.search = True
                    self.note('N', node.lineno, node.col_offset + 1, name, int(soft), 0)
            elif kind is _ast.Name:
                if node.id in _OLD_NAMES and node.id not in self.bound and node.id not in self.aliases:
                    self.note('N', node.lineno, node.col_offset + 1, node.id, int(soft), 1)
            elif kind is _ast.BinOp:
                if type(node.op) is _ast.RShift and type(node.left) is _ast.Name and node.left.id == 'print':
                    self.note('N', node.lineno, node.col_offset + 1, 'print >>', 0, 1)
            elif kind is _ast.Constant:
                if type(node.value) is int and (node.value % 256 == 254 or node.value % 256 == 2):
                    self.mentions = self.mentions or node.value % 256 == 254
            elif kind is _ast.UnaryOp:
                number = self.number(node)
                if number is not None and number % 256 == 254:
                    self.mentions = True
            elif kind is _ast.Global or kind is _ast.Nonlocal:
                continue
            if kind is _ast.FunctionDef or kind is _ast.AsyncFunctionDef or kind is _ast.Lambda:
                late = True
            if kind is _ast.Try or kind is _ast.ExceptHandler or kind is _ast.If or kind is _ast.IfExp:
                self.branch(nodes, node, kind, soft, late)
                continue
            for name in _branches(kind):
                value = getattr(node, name, None)
                if type(value) is list:
                    nodes.extend([(child, soft, late) for child in reversed(value) if child is not None])
                elif value is not None:
                    nodes.append((value, soft, late))

    def branch(self, nodes, node, kind, soft, late):
        """What comes behind a try or under a condition may be missing."""
        for name in _branches(kind):
            value = getattr(node, name, None)
            inner = soft
            if kind is _ast.Try and name == 'body':
                inner = soft or any(self.catches(handler) for handler in node.handlers)
            elif kind is _ast.ExceptHandler or kind is _ast.If and name != 'test' or kind is _ast.IfExp:
                # an alternative, or something that is done under a condition only
                inner = soft or kind is not _ast.If or self.asks(node.test)
            if type(value) is list:
                nodes.extend([(child, inner, late) for child in reversed(value)])
            elif value is not None:
                nodes.append((value, inner, late))

    @staticmethod
    def asks(test):
        """Whether a condition asks what the interpreter or the machine has."""
        nodes = [test]
        while nodes:
            node = nodes.pop()
            if type(node) is _ast.Name and node.id in ('hasattr', 'TYPE_CHECKING', 'find_spec'):
                return True
            if type(node) is _ast.Attribute and node.attr in ('platform', 'version_info', 'TYPE_CHECKING', 'find_spec',
                                                              'implementation', 'system', 'name', 'python_version'):
                return True
            for name in node._fields:
                value = getattr(node, name, None)
                if type(value) is list:
                    nodes.extend(child for child in value if isinstance(child, _ast.AST))
                elif isinstance(value, _ast.AST):
                    nodes.append(value)
        return False


def _former(error, lines):
    message = error.msg or ''
    if message.startswith(_OLD_MESSAGES):
        return True
    if not error.lineno or error.lineno > len(lines):
        return False
    line = lines[error.lineno - 1].strip()
    words = line.split(None, 1)
    if len(words) == 2 and words[0] in ('print', 'exec') and words[1][:1] in '"\'%>':
        return True
    if line.startswith('except ') and line.rstrip().endswith(':') and ',' in line and '(' not in line:
        return True
    if line.startswith('raise ') and ',' in line.partition('(')[0]:
        return True
    return '<>' in line or line.count('`') == 2


def _mend_place(error, lines):
    """GraalPy tells of a missing colon at the next word, which stands on the next line; CPython at the line's end."""
    line = error.lineno or 0
    if error.msg == "expected ':'" and 1 < line <= len(lines) and not lines[line - 1][:(error.offset or 1) - 1].strip():
        line -= 1
        while line > 1 and not lines[line - 1].strip():
            line -= 1
        error.lineno, error.offset = line, len(lines[line - 1].rstrip('\r')) + 1


def _inspect(text, path):
    """Looks at a script; its bytes come as characters of the same number."""
    source = text.encode('latin-1')
    try:
        tree = compile(source, path, 'exec', _ast.PyCF_ONLY_AST, dont_inherit=True)
    except SyntaxError as error:
        lines = text.split('\n')
        _mend_place(error, lines)
        return _US.join(('E', str(error.lineno or 0), str(error.offset or 0), _clean(error.msg or 'invalid syntax'),
                         str(int(_former(error, lines))))) + _RS
    except (ValueError, RecursionError, MemoryError) as error:
        return _US.join(('E', '0', '0', _clean(str(error) or type(error).__name__), '0')) + _RS
    look = _Look(_LACKING)
    look.names(tree)
    look.walk(tree)
    if look.mentions:
        look.note('V')
    if look.search:
        look.note('S')
    return _RS.join(look.found) + _RS if look.found else ''

