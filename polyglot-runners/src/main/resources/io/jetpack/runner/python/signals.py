"""Signals: handlers are remembered and called for what a script sends itself, and for its alarms."""
_SIGALRM = 14
_UNBLOCK_SECONDS = 0.1      # so long the main thread may take to come by for its alarm

_handlers = {}      # signal -> handler, accepted and remembered
_timer = None       # the alarm that is set
_sleep = _time.sleep
_get_ident = _thread.get_ident
_main_thread = _get_ident()


def kill(pid, signal):
    signal = int(signal)
    if pid in (_PID, 0, -_own_stat(2)) or pid == _host.run_number():
        if signal:
            _raise(signal)
        return
    if pid == -1:
        raise _refuse('os.kill(-1, ...)')
    error = _host.kill(pid, signal)
    if error:
        raise OSError(error, _os.strerror(error))


def killpg(group, signal):
    kill(-group, signal)


def _raise(signal):
    """What a signal to itself does to a process."""
    handler = _handlers.get(signal, _default_int if signal == 2 else 1 if signal in (13, 25) else 0)
    if callable(handler):
        handler(signal, _sys._getframe(1))
        return
    if handler == 1 and signal not in (9, 19) or signal in (17, 18, 19, 20, 21, 22, 23, 28):
        return
    _host.signalled(signal)
    _exit(128 + signal)


def _default_int(signal, frame):
    raise KeyboardInterrupt


def abort():
    _raise(6)


_give('kill', kill)
_give('killpg', killpg)
_give('abort', abort)


class _Timer:
    """An alarm: its handler runs in the main thread when that comes by, else in the timer's own."""

    def __init__(self, seconds, interval=0.0):
        self.due = _time.monotonic() + seconds
        self.interval = interval
        self.cancelled = _thread.allocate_lock()
        self.cancelled.acquire()
        self.awake = _thread.allocate_lock()    # released when the main thread shall look
        self.awake.acquire()
        self.delivery = _thread.allocate_lock()
        self.handler = None     # to be called by the main thread
        self.error = None       # to be raised there
        if callable(_handlers.get(_SIGALRM)):
            _sys.settrace(_deliver_on_call)
        _started(self.run, ())

    def run(self):
        while not self.cancelled.acquire(True, max(0.0, self.due - _time.monotonic())):
            self.fire()
            if not self.interval:
                return
            self.due += self.interval

    def fire(self):
        handler = _handlers.get(_SIGALRM, 0)
        if not callable(handler):
            _raise(_SIGALRM)
            return
        self.handler = handler
        self.wake()
        if self.cancelled.acquire(True, _UNBLOCK_SECONDS):
            self.cancelled.release()
        with self.delivery:
            handler, self.handler = self.handler, None
        if handler is None:
            return
        try:
            handler(_SIGALRM, None)
        except SystemExit as end:
            _leave(_exit_code(end.code))
        except BaseException as error:
            self.error = error
            self.wake()
            _host.unblock()
            _close_sockets()
            _sleep(1)
            if self.error is not None:
                _show(error, error.__traceback__)
                _leave(1)

    def wake(self):
        if self.awake.locked():
            self.awake.release()

    def deliver(self):
        """In the main thread: what the alarm has for it."""
        with self.delivery:
            handler, self.handler = self.handler, None
            error, self.error = self.error, None
        if error is not None:
            raise error
        if handler is not None:
            handler(_SIGALRM, _sys._getframe(1))

    def wait(self, seconds):
        """In the main thread: waits, or delivers what comes first."""
        end = _time.monotonic() + seconds
        while True:
            left = end - _time.monotonic()
            if left <= 0:
                return
            if self.awake.acquire(True, left):
                self.deliver()


def _deliver_on_call(frame, event, argument):
    timer = _timer
    if timer is not None and (timer.handler is not None or timer.error is not None):
        timer.deliver()


def _leave(code):
    _flush_files()
    _flush()
    _exit(code)


def sleep(seconds):
    timer = _timer
    if timer is None or _get_ident() != _main_thread or not seconds >= 0:
        return _sleep(seconds)
    timer.wait(seconds)


_time.sleep = sleep
sleep.__module__ = 'time'


def _set_timer(seconds, interval=0.0):
    global _timer
    previous = (0.0, 0.0)
    if _timer is not None:
        previous = (max(0.0, _timer.due - _time.monotonic()), _timer.interval)
        if _timer.cancelled.locked():
            _timer.cancelled.release()
        _timer = None
        if _sys.gettrace() is _deliver_on_call:
            _sys.settrace(None)
    if seconds > 0:
        _timer = _Timer(seconds, interval)
    return previous


def _mend_signal(module):
    default = module.SIG_DFL

    def signal(signalnum, handler):
        number = int(signalnum)
        if not 0 < number < 65:
            raise ValueError('signal number out of range')
        if number in (9, 19):
            raise OSError(22, 'Invalid argument')
        if not callable(handler) and handler not in (0, 1):
            raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
        previous = getsignal(number)
        _handlers[number] = handler
        if _timer is not None and number == _SIGALRM and callable(handler):
            _sys.settrace(_deliver_on_call)
        return previous

    def getsignal(signalnum):
        number = int(signalnum)
        return _handlers.get(number, module.default_int_handler if number == 2 else
                             module.SIG_IGN if number in (13, 25) else default)

    def raise_signal(signalnum):
        _raise(int(signalnum))

    def alarm(seconds):
        left = _set_timer(int(seconds))[0]
        return 0 if left == 0 else max(1, int(left + 0.5))

    def setitimer(which, seconds, interval=0.0):
        if which != module.ITIMER_REAL:
            raise _refuse('signal.setitimer other than ITIMER_REAL')
        return _set_timer(seconds, interval)

    def getitimer(which):
        if which != module.ITIMER_REAL or _timer is None:
            return 0.0, 0.0
        return max(0.0, _timer.due - _time.monotonic()), _timer.interval

    def set_wakeup_fd(fd, *, warn_on_full_buffer=True):
        return -1

    def siginterrupt(signalnum, flag):
        return None

    def pthread_sigmask(how, mask):
        return set()

    def strsignal(signalnum):
        return _SIGNAL_TEXTS.get(int(signalnum))

    for function in (signal, getsignal, raise_signal, alarm, setitimer, getitimer, set_wakeup_fd, siginterrupt,
                     pthread_sigmask, strsignal):
        module.__dict__[function.__name__] = function
        function.__module__ = 'signal'
    module.__dict__.update(SIG_BLOCK=0, SIG_UNBLOCK=1, SIG_SETMASK=2)


_SIGNAL_TEXTS = {1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 6: 'Aborted', 9: 'Killed', 10: 'User defined signal 1',
                 11: 'Segmentation fault', 12: 'User defined signal 2', 13: 'Broken pipe', 14: 'Alarm clock',
                 15: 'Terminated', 17: 'Child exited'}
_MENDS['signal'] = _mend_signal
