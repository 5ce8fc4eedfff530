"""Dates as the C library words them: the emulation knows few letters, and leaves the others as they are."""
_LC_TIME = 2
_NOW = object()


def strftime(format, t=_NOW, /):
    if not isinstance(format, str):
        raise TypeError('strftime() argument 1 must be str, not ' + type(format).__name__)
    if '\0' in format:
        raise ValueError('embedded null character')
    numbers, offset, zone = _broken_down(_time.localtime() if t is _NOW else t)
    if 's' in format:
        format = _with_seconds(format, t)
    data = format.encode('utf-8', 'surrogateescape').decode('latin-1')
    text = _host.strftime(data, numbers, offset, zone, _locale_of_dates())
    return text.encode('latin-1').decode('utf-8', 'surrogateescape')


def _broken_down(t):
    """The numbers of C's struct tm as CPython makes them, checked as it checks them; seconds from UTC, and a name."""
    if not isinstance(t, tuple):
        raise TypeError('Tuple or struct_time argument required')
    if len(t) != 9:
        raise TypeError('strftime(): illegal time tuple argument')
    year, month, day, hour, minute, second, weekday, yearday, dst = map(int, t)
    if not -0x80000000 + 1900 <= year <= 0x7FFFFFFF:
        raise OverflowError('year out of range')
    month, day, yearday = month or 1, day or 1, yearday or 1
    for number, least, most, name in ((month, 1, 12, 'month'), (day, 1, 31, 'day of month'), (hour, 0, 23, 'hour'),
                                      (minute, 0, 59, 'minute'), (second, 0, 61, 'seconds'),
                                      (weekday, -1, 0x7FFFFFFF, 'day of week'), (yearday, 1, 366, 'day of year')):
        if not least <= number <= most:
            raise ValueError(name + ' out of range')
    dst = (dst > 0) - (dst < 0)
    offset = zone = None
    if type(t) is _time.struct_time:
        offset, zone = t.tm_gmtoff, t.tm_zone
    if not zone:
        zone = _time.tzname[dst] if dst >= 0 else ''
    numbers = (second, minute, hour, day, month - 1, year - 1900, (weekday + 1) % 7, yearday - 1, dst)
    return ' '.join(map(str, numbers)), offset or 0, zone


def _with_seconds(format, t):
    """The seconds since 1970 in place of %s, which the C library would count in the agent's own time zone."""
    before, result = format.split('%%'), []
    for part in before:
        if '%s' in part:
            part = part.replace('%s', str(int(_time.time() if t is _NOW else _time.mktime(t))))
        result.append(part)
    return '%%'.join(result)


def _locale_of_dates():
    module = _sys.modules.get('_locale')
    return 'C' if module is None else module.setlocale(_LC_TIME, None)


strftime.__module__ = 'time'
_time.strftime = strftime
