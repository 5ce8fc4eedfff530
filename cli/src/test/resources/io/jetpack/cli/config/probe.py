"""What scripts of the field do with the package; the same under python3 and in process."""
import logging
import sys
import jetpack
import jetpack.util
from jetpack.config import ConfigError, get

for key in ('cyclecloud.cluster.name', 'cyclecloud.cluster.autoscale.stop_enabled',
            'cyclecloud.cluster.autoscale.idle_time_after_jobs', 'cyclecloud.node.placement_group', 'roles', 'numbers.3', 'numbers.12',
            'cyclecloud.cluster_init_specs.0', 'blank', 'empty', 'cyclecloud.dots.in.name', u'\u017c\xf3\u0142w'):
    value = jetpack.config.get(key)
    print(type(value).__name__, ascii(value))
print(get('cyclecloud.none', 'a default'), get('cyclecloud.none', None), get('cyclecloud.none', default=[1]))
print(get('nothing', 'not this one'))
print(ascii(get('--json', 'a key that looks like an option')))
try:
    jetpack.config.get('cyclecloud.cluster.nmae')
except ConfigError as error:
    print('%s: %s' % (type(error).__name__, error))
print(sorted(key for key in get() if key in ('cyclecloud', 'jetpack', 'platform', 'roles')))
print(get()['cyclecloud']['home'] == get('cyclecloud.home'))
print(jetpack.util.is_linux(), jetpack.util.iso_8601_timestamp(0), len(jetpack.util.iso_8601_timestamp()))
jetpack.util.setup_logging()
jetpack.util.setup_logging('DEBUG')
root = logging.getLogger()
print(root.level, len(root.handlers), root.handlers[0].stream is sys.stderr)
logging.info('goes to stderr')
print(hasattr(jetpack, 'log'), jetpack.config.ConfigError is ConfigError, jetpack.util.__name__)
