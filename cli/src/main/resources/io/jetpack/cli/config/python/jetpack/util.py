"""Small things that scripts on nodes need."""
import sys


def is_linux():
    """Whether this is a Linux machine."""
    return sys.platform.startswith('linux')


def iso_8601_timestamp(seconds=None):
    """The time, or a Unix time, in UTC: 2026-01-31T08:00:00.123456Z."""
    from datetime import datetime, timezone
    time = datetime.now(timezone.utc) if seconds is None else datetime.fromtimestamp(seconds, timezone.utc)
    return time.strftime('%Y-%m-%dT%H:%M:%S.%fZ')


def setup_logging(level='INFO'):
    """Lets the root logger write to stderr, which is what the operator sees of a script."""
    import logging
    root = logging.getLogger()
    root.setLevel(level.upper() if isinstance(level, str) else level)
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s: %(message)s'))
        root.addHandler(handler)
