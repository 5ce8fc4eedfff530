"""Every letter and flag of strftime, times dates of all kinds."""
import datetime
import itertools
import os
import random
import time

chance = random.Random(20261129)
LETTERS = 'aAbBcCdDeFgGhHIjklmMnNpPrRStTuUVwWxXyYzZ+%EfiJKLoOqQv'
FORMATS = ['%' + flag + width + modifier + letter for flag in ('', '-', '_', '0', '^', '#') for width in ('', '12')
           for modifier in ('', 'E', 'O') for letter in LETTERS if not (letter in 'EO' and modifier)]
FORMATS += ['', '%', '%%', 'a%', '%-', '%5', 'db-%F.dump', '%d.%m.%Y %H:%M:%S', 'h\u00e9 %d \u2026', '%%%d%%', '%Y' * 50, '\udcff%d']
DATE_FORMATS = [text for text in FORMATS if '\udcff' not in text]


def tried(call):
    try:
        return ascii(call())
    except Exception as error:
        return '%s: %s' % (type(error).__name__, error)


def dates():
    for year in (1900, 1970, 1999, 2000, 2026):
        yield time.struct_time((year, 12, 31, 23, 59, 59, 3, 365, 0))
    for _ in range(6):
        yield time.gmtime(chance.randrange(-2 ** 31, 2 ** 33))
        yield time.localtime(chance.randrange(0, 2 ** 32))
    yield time.strptime('2026-11-29', '%Y-%m-%d')
    for year in (1, 99, 999, 1000, 9999, 10000, -5, 0):
        yield (year, 1, 1, 0, 0, 0, 0, 1, -1)
    yield (2026, 0, 0, 0, 0, 61, 6, 0, 1)
    yield (2026, 6, 30, 12, 30, 30, 7, 366, 5)


for zone in ('UTC', 'Europe/Berlin', 'America/New_York'):
    os.environ['TZ'] = zone
    time.tzset()
    for date in dates():
        # all letters in one call: what is different shows where
        for at in range(0, len(FORMATS), 40):
            print(zone, tuple(date), tried(lambda: time.strftime('|'.join(FORMATS[at:at + 40]), date)))
for text in FORMATS:
    print(text.encode('utf-8', 'surrogateescape'), tried(lambda: time.strftime(text, (2026, 2, 3, 4, 5, 6, 1, 34, 0))))
for wrong in ((2026, 13, 1, 0, 0, 0, 0, 1, 0), (2026, 1, 32, 0, 0, 0, 0, 1, 0), (2026, 1, 1, 24, 0, 0, 0, 1, 0), (2026, 1, 1, 0, 60, 0, 0, 1, 0),
              (2026, 1, 1, 0, 0, 62, 0, 1, 0), (2026, 1, 1, 0, 0, 0, -2, 1, 0), (2026, 1, 1, 0, 0, 0, 0, 367, 0), 
              (2026, 1), None, 5, [1] * 9):
    print(tried(lambda: time.strftime('%c', wrong)))
print(tried(lambda: time.strftime(b'%c')), tried(lambda: time.strftime('%c\0')), len(time.strftime('%c')))
print(abs(int(time.strftime('%s')) - time.time()) < 5, time.strftime('%s', time.localtime(1e9)), time.strftime('%%s %%%s', time.localtime(1e9)))
east = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
for date in (datetime.datetime(2026, 11, 29, 4, 5, 6, 78), datetime.datetime(1999, 12, 31, 23, 59, 59, tzinfo=east), datetime.date(2024, 2, 29),
             datetime.time(1, 2, 3, 4), datetime.time(1, 2, 3, tzinfo=datetime.timezone.utc)):
    for text in DATE_FORMATS:
        print(type(date).__name__, text.encode('utf-8', 'surrogateescape'), tried(lambda: date.strftime(text)))
    print(tried(lambda: format(date, '%F %T %s'[:5])), '{:%d.%m.}'.format(date))
