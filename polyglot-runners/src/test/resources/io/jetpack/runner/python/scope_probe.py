"""What is printed here must be the same under python3: see PythonGapsTest."""
from __future__ import print_function
import sys

limit = 7
print('%(limit)d' % vars(), 'limit' in dir(), locals() is globals(), __doc__ == vars()['__doc__'])
exec('made = 8')
print(made, eval('made + limit'))
locals()['late'] = 9
print(late, sys.modules['__main__'].late, sys._getframe().f_locals is globals(), sys._getframe().f_code.co_name)
from os.path import *
print(join('a', basename('b/c')))


class Scope:
    limit = limit + 1
    print(sorted(name for name in vars() if not name.startswith('__')))


def function():
    inner = 1
    exec('lost = 2')
    return sorted(locals()), 'limit' in globals()


print(Scope.limit, function(), [made for _ in range(2)])
del limit
print('limit' in vars(), __name__)
