"""State of standard modules that is neither a name nor a list, dict or set in them, and how it is reset."""


def _reset_logging(logging):
    root = logging.root
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    root.filters.clear()
    root.setLevel(logging.WARNING)
    root.disabled = False
    root.propagate = True
    root.manager.loggerDict.clear()
    root.manager.disable = 0
    root.manager.loggerClass = None
    root.manager.logRecordFactory = None
    root.manager._clear_cache()
    logging._handlers.clear()


def _reset_weakref(weakref):
    finalize = weakref.finalize
    finalize._registry.clear()
    finalize._registered_with_atexit = finalize._shutdown = finalize._dirty = False


def _reset_random(random):
    random.seed()


_decimal_contexts = []      # (context that new ones are like, copy of what it was)
_DECIMAL = ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp')


def _mend_decimal(decimal):
    for context in (decimal.DefaultContext, decimal.BasicContext, decimal.ExtendedContext):
        _decimal_contexts.append((context, context.copy()))


_MENDS['decimal'] = _mend_decimal


def _reset_decimal(decimal):
    for context, copy in _decimal_contexts:
        for name in _DECIMAL:
            if getattr(context, name) != getattr(copy, name):
                setattr(context, name, getattr(copy, name))
        for name in ('flags', 'traps'):
            if getattr(context, name) != getattr(copy, name):
                getattr(context, name).update(getattr(copy, name))
    decimal.setcontext(decimal.Context())


def _reset_calendar(calendar):
    calendar.setfirstweekday(0)


def _reset_threading(threading):
    if threading.stack_size():
        threading.stack_size(0)


_int_digits = _sys.get_int_max_str_digits()
_switch_interval = _sys.getswitchinterval()


def _reset_sys(sys):
    if sys.get_int_max_str_digits() != _int_digits:
        sys.set_int_max_str_digits(_int_digits)
    if sys.getswitchinterval() != _switch_interval:
        sys.setswitchinterval(_switch_interval)


def _spoiling(function):
    """What nobody can undo costs the context."""
    def spoil(*args):
        global _spoiled
        _spoiled = True
        return function(*args)
    spoil.__name__ = spoil.__qualname__ = function.__name__
    spoil.__module__ = 'codecs'
    return spoil


for _module in (_sys.modules['codecs'], _sys.modules['_codecs']):
    for _name in ('register', 'register_error'):
        setattr(_module, _name, _spoiling(getattr(_module, _name)))


def _reset_socket(socket):
    if socket.getdefaulttimeout() is not None:
        socket.setdefaulttimeout(None)


def _reset_asyncio(events):
    events.set_event_loop_policy(None)
    events._set_running_loop(None)


def _reset_csv(csv):
    for dialect in csv.list_dialects():
        if dialect not in ('excel', 'excel-tab', 'unix'):
            csv.unregister_dialect(dialect)
    csv.field_size_limit(131072)


def _reset_locale(locale):
    locale.setlocale(locale.LC_ALL, 'C')


def _reset_warnings(warnings):
    warnings._filters_mutated()


def _reset_gc(gc):
    gc.enable()


_RESETS = {'weakref': _reset_weakref, 'logging': _reset_logging, 'random': _reset_random, '_socket': _reset_socket,
           'asyncio.events': _reset_asyncio, '_csv': _reset_csv, 'warnings': _reset_warnings,
           'decimal': _reset_decimal, 'locale': _reset_locale, 'gc': _reset_gc,
           'calendar': _reset_calendar, 'threading': _reset_threading, 'sys': _reset_sys}
