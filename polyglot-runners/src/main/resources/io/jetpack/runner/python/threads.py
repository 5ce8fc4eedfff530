"""Threads: no more than a check needs, their processor time counted, the last of them awaited."""
_start_new_thread = _thread.start_new_thread


def _started(function, args, kwargs={}):
    global _threads
    if _threads >= _THREADS_AT_MOST:
        raise RuntimeError("can't start new thread: a check may have %d at most" % _THREADS_AT_MOST)
    _threads += 1

    def body():
        global _threads, _threads_cpu
        try:
            function(*args, **kwargs)
        finally:
            _threads_cpu += _time.thread_time_ns()
            _threads -= 1
    return _start_new_thread(body, ())


_started.__name__ = _started.__qualname__ = 'start_new_thread'
_thread.start_new_thread = _thread.start_new = _started


def _join_threads():
    threading = _sys.modules.get('threading')
    if threading is None:
        return
    for callback in reversed(threading._threading_atexits):
        callback()
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()


