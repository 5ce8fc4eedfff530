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


def _reset_decimal(decimal):
    decimal.setcontext(decimal.Context())


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
           'decimal': _reset_decimal, 'locale': _reset_locale, 'gc': _reset_gc}
