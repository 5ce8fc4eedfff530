"""Looks into the source of scripts without running them. Loaded into a context of its own, which runs no script.

What it finds is one text: records end with RS, their fields with US, lists within a field with GS.
"""
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
# what is looked at again once all is known that the script binds
_NOTED = {_ast.Call, _ast.Attribute, _ast.Import, _ast.ImportFrom}
_LATER = {_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.Lambda}
_REST = {_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef, _ast.arg, _ast.BinOp, _ast.UnaryOp}
_PARTING = {_ast.Try, _ast.ExceptHandler, _ast.If, _ast.IfExp}
# whether the script goes on without what it asks for here, and whether it asks when it is called only
_SOFT, _LATE = 1, 2
_US, _RS, _GS = '\x1f', '\x1e', '\x1d'


def _clean(text):
    """For what comes out of literals and messages: a name holds none of these."""
    text = text.encode('utf-8', 'replace').decode('utf-8')
    return text.replace(_US, ' ').replace(_RS, ' ').replace(_GS, ' ')


class _Look:
    def __init__(self, lacking):
        self.lacking = lacking
        self.found = []
        self.aliases = {}
        self.bound = set()
        self.mentions = False
        self.search = False

    def note(self, kind, *fields):
        self.found.append(_US.join((kind,) + tuple(map(str, fields))))

    def available(self, module):
        root = module.partition('.')[0]
        if root in _MINE:
            return True
        return root in _sys.stdlib_module_names and root not in self.lacking

    def imported(self, node, module, flags):
        self.note('I', node.lineno, node.col_offset + 1, module, flags & _SOFT, flags >> 1, int(self.available(module)))

    def gather(self, tree):
        """The nodes that matter, in the order of the source, each with what holds there; and what the script binds.

        The interpreter is cold, and this is what it spends its time with: each kind of node takes few steps here.
        """
        noted = []
        flags = 0
        nodes = [tree]
        pop, push, extend = nodes.pop, nodes.append, nodes.extend
        name_kind, constant_kind, load_kind, list_kind = _ast.Name, _ast.Constant, _ast.Load, list
        known = _BRANCHES.get
        while nodes:
            node = pop()
            kind = type(node)
            if kind is name_kind:
                if type(node.ctx) is not load_kind:
                    self.bound.add(node.id)
                elif node.id in _OLD_NAMES:
                    noted.append((node, flags))
                continue
            if kind is constant_kind:
                if type(node.value) is int and node.value % 256 == 254:
                    self.mentions = True
                continue
            if kind is int:
                # what holds from here on
                flags = node
                continue
            if kind in _NOTED:
                noted.append((node, flags))
            elif kind in _PARTING:
                self.part(nodes, node, kind, flags)
                continue
            elif kind in _REST:
                self.other(noted, node, kind, flags)
            later = kind in _LATER
            if later:
                push(flags)
            branches = known(kind)
            if branches is None:
                branches = _branches(kind)
            for name in branches:
                value = getattr(node, name, None)
                if type(value) is list_kind:
                    extend(value[::-1])
                elif value is not None:
                    push(value)
            if later:
                push(flags | _LATE)
        return noted

    def other(self, noted, node, kind, flags):
        if kind is _ast.arg:
            self.bound.add(node.arg)
        elif kind is _ast.BinOp:
            if type(node.op) is _ast.RShift and type(node.left) is _ast.Name and node.left.id == 'print':
                noted.append((node, flags))
        elif kind is _ast.UnaryOp:
            number = self.number(node)
            if number is not None and number % 256 == 254:
                self.mentions = True
        else:
            self.bound.add(node.name)

    def part(self, nodes, node, kind, flags):
        """What comes behind a try or under a condition may be missing."""
        if kind is _ast.Try:
            soft = ('body',) if any(self.catches(handler) for handler in node.handlers) else ()
        elif kind is _ast.If:
            soft = ('body', 'orelse') if self.asks(node.test) else ()
        else:
            # an alternative, or something that is done under a condition only
            soft = node._fields
        nodes.append(flags)
        for name in _BRANCHES.get(kind) or _branches(kind):
            value = getattr(node, name, None)
            if type(value) is list:
                nodes.extend(value[::-1])
            elif value is not None:
                nodes.append(value)
            nodes.append(flags | _SOFT if name in soft else flags)

    def aliased(self, noted):
        """What the names of imports stand for, wherever they are; the first one counts, others are for its absence."""
        for node, _ in noted:
            if type(node) is _ast.Import:
                for alias in node.names:
                    root = alias.name.partition('.')[0]
                    self.aliases.setdefault(alias.asname or root, alias.name if alias.asname else root)
            elif type(node) is _ast.ImportFrom and not node.level and node.module:
                for alias in node.names:
                    self.aliases.setdefault(alias.asname or alias.name, node.module + '.' + alias.name)

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
        return _GS.join([name, '' if number is None else str(number), call, '1' if hidden else '0']
                        + [_clean(word) for word in words])

    def call(self, node, soft):
        name = self.dotted(node.func)
        if name in ('sys.path.insert', 'sys.path.append', 'sys.path.extend', 'site.addsitedir'):
            self.search = True
        if name:
            arguments = [self.argument('', each, type(each) is _ast.Starred) for each in node.args]
            arguments += [self.argument(each.arg or '', each.value, each.arg is None) for each in node.keywords]
            self.note('C', node.lineno, node.col_offset + 1, name, soft, *arguments)

    @staticmethod
    def catches(handler):
        """Whether an except clause may be there for something that the interpreter lacks."""
        kinds = handler.type.elts if type(handler.type) is _ast.Tuple else [handler.type]
        return not all(type(kind) is _ast.Name and kind.id in _CATCHES_NO_ABSENCE for kind in kinds)

    def tell(self, noted):
        for node, flags in noted:
            kind = type(node)
            soft = flags & _SOFT
            if kind is _ast.Attribute:
                name = self.dotted(node)
                if name:
                    if name == 'sys.path' and type(node.ctx) is not _ast.Load:
                        self.search = True
                    self.note('N', node.lineno, node.col_offset + 1, name, soft, 0)
            elif kind is _ast.Call:
                self.call(node, soft)
            elif kind is _ast.Import:
                for alias in node.names:
                    self.imported(node, alias.name, flags)
            elif kind is _ast.ImportFrom:
                if node.level == 0 and node.module != '__future__':
                    self.imported(node, node.module, flags)
                    for alias in node.names:
                        self.note('N', node.lineno, node.col_offset + 1, node.module + '.' + alias.name, soft, 0)
            elif kind is _ast.Name:
                if node.id not in self.bound and node.id not in self.aliases:
                    self.note('N', node.lineno, node.col_offset + 1, node.id, soft, 1)
            else:
                self.note('N', node.lineno, node.col_offset + 1, 'print >>', 0, 1)

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
    noted = look.gather(tree)
    look.aliased(noted)
    look.tell(noted)
    if look.mentions:
        look.note('V')
    if look.search:
        look.note('S')
    return _RS.join(look.found) + _RS if look.found else ''

