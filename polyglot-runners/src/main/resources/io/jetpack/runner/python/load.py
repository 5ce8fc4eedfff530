"""Loads what the build has compiled of this package. Itself parsed at each start, so it is short."""
import marshal as _marshal


def _load(code):
    """Says whether the code was fit for this interpreter; a mistake of the code itself is raised."""
    try:
        code = _marshal.loads(code.encode('latin-1'))
    except (EOFError, TypeError, ValueError):
        return False
    if not isinstance(code, type(_load.__code__)):
        return False
    exec(code, globals())
    return True
