# A check that is wrong, so that the way of an error is in the cache too.
import sys
print('not well', file=sys.stderr)
raise RuntimeError('no such device')
