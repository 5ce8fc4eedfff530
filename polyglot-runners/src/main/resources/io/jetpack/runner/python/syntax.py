"""How a syntax tree is walked in few steps for each node: the interpreter is cold, and trees are large."""
import _ast

# fields that hold no part of the tree that anybody asks for: most of a tree's nodes are contexts and operators
_LEAVES = {'ctx', 'op', 'ops', 'id', 'attr', 'arg', 'name', 'names', 'asname', 'module', 'level', 'kind', 'conversion',
           'simple', 'is_async', 'type_comment', 'rest', 'kwd_attrs', 'type_ignores', 'tag'}
_BRANCHES = {_ast.MatchSingleton: (), type(None): ()}


def _branches(kind):
    """The fields of a node that may hold nodes, the last one first."""
    fields = _BRANCHES[kind] = tuple(name for name in reversed(kind._fields) if name not in _LEAVES)
    return fields
