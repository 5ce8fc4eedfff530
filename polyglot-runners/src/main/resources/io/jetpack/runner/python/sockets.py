"""Sockets, and what waits for them: closed after the run, polled by select, protocols as the machine names them."""
_sockets = {}       # file descriptor -> a weak reference to its socket: GraalPy closes none that is forgotten


def _close_sockets():
    for descriptor, reference in list(_sockets.items()):
        _close_socket(descriptor, reference)


def _close_socket(descriptor, reference):
    if _sockets.get(descriptor) is not reference:
        return      # it was closed meanwhile, and its number given to another one
    del _sockets[descriptor]
    import _socket
    open_socket = reference()
    try:
        if open_socket is None:
            _socket.close(descriptor)
        else:
            _socket.socket.close(open_socket)
    except BaseException:
        pass


_pairing = set()    # threads that make a pair of sockets, which the library does with a server of its own


def _by_kernels_numbers(name, call):
    """A call of a socket; what the emulation does in another way than the kernel is done by a process."""
    def called(self, *arguments):
        stream = self.type & 0xF == 1
        if stream and _get_ident() not in _pairing:
            # the emulation binds when it listens; it is never on its way
            if name == 'bind':
                _host.need_process('socket.bind()')
            if name in ('connect', 'connect_ex') and self.gettimeout() == 0:
                _host.need_process('a connect that does not wait')
        elif name == 'shutdown' and not stream:
            self.getpeername()
        try:
            return call(self, *arguments)
        except OSError as error:
            number = error.errno
            if number in (_errno.EIO, _errno.ENOPROTOOPT):
                _host.need_process('socket.%s()' % name)
            if number == _errno.ENOTCONN and name.startswith('send'):
                number = _errno.EPIPE if stream else _errno.EDESTADDRREQ
            elif type(number) is not int or type(error).__module__ != 'builtins':
                raise
        raise OSError(number, _os.strerror(number))
    called.__name__, called.__qualname__, called.__doc__ = name, 'socket.' + name, call.__doc__
    return called


def _forgetting(close):
    def closed(self, *arguments):
        _sockets.pop(self.fileno(), None)
        return close(self, *arguments)
    closed.__name__ = close.__name__
    return closed


def _mend_socket(module):
    namespace = module.__dict__
    original = module.socket.__init__

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if family in (1, 16, 17) and fileno is None:
            raise _refuse('a socket that is not of the internet')
        if type > 0 and type & 0xF == 3:
            raise _refuse('socket.SOCK_RAW')
        original(self, family, type, proto, fileno)
        descriptor = self.fileno()
        _sockets[descriptor] = _weakref.ref(self, lambda reference: _close_socket(descriptor, reference))
    module.socket.__init__ = __init__
    for name in ('_real_close', 'detach'):
        setattr(module.socket, name, _forgetting(getattr(module.socket, name)))
    for name in ('bind', 'connect', 'connect_ex', 'listen', 'accept', 'send', 'sendall', 'sendto', 'recv', 'recvfrom',
                 'recv_into', 'recvfrom_into', 'shutdown', 'setsockopt', 'getsockopt'):
        setattr(module.socket, name, _by_kernels_numbers(name, getattr(module.socket, name)))
    pair = module.socketpair

    def socketpair(*arguments, **named):
        _pairing.add(_get_ident())
        try:
            return pair(*arguments, **named)
        finally:
            _pairing.discard(_get_ident())
    module.socketpair = socketpair

    def if_nameindex():
        found = []
        for name in sorted(_os.listdir('/sys/class/net')):
            try:
                with _open('/sys/class/net/%s/ifindex' % name) as index:
                    found.append((int(index.read()), name))
            except OSError:
                pass
        return sorted(found)

    def if_nametoindex(name):
        for index, known in if_nameindex():
            if known == name:
                return index
        raise OSError('no interface with this name')

    def if_indextoname(index):
        for known, name in if_nameindex():
            if known == index:
                return name
        raise OSError(_errno.ENXIO, _os.strerror(_errno.ENXIO))

    def getprotobyname(name):
        try:
            with _open('/etc/protocols') as lines:
                for line in lines:
                    words = line.partition('#')[0].split()
                    if name in words[:1] + words[2:]:
                        return int(words[1])
        except OSError:
            pass
        if name not in _PROTOCOLS:
            raise OSError('protocol not found')
        return _PROTOCOLS[name]

    for function in (if_nameindex, if_nametoindex, if_indextoname, getprotobyname):
        namespace.setdefault(function.__name__, function)
    for name, value in (('AF_UNIX', 1), ('AF_NETLINK', 16), ('AF_PACKET', 17), ('SOCK_RAW', 3), ('SOCK_SEQPACKET', 5)):
        namespace.setdefault(name, value)


_PROTOCOLS = {'ip': 0, 'icmp': 1, 'tcp': 6, 'udp': 17, 'ipv6': 41, 'ipv6-icmp': 58}


def _mend_select(module):
    module.__dict__.update(POLLIN=1, POLLPRI=2, POLLOUT=4, POLLERR=8, POLLHUP=16, POLLNVAL=32, POLLRDHUP=0x2000,
                           EPOLLIN=1, EPOLLPRI=2, EPOLLOUT=4, EPOLLERR=8, EPOLLHUP=16, EPOLLRDHUP=0x2000,
                           EPOLLET=1 << 31, EPOLLONESHOT=1 << 30, EPOLL_CLOEXEC=0x80000, PIPE_BUF=4096)

    class poll:
        _second = 1000.0

        def __init__(self):
            self._wanted = {}

        def register(self, fd, eventmask=7):
            self._wanted[fd if isinstance(fd, int) else fd.fileno()] = eventmask

        def modify(self, fd, eventmask):
            fd = fd if isinstance(fd, int) else fd.fileno()
            if fd not in self._wanted:
                raise FileNotFoundError(_errno.ENOENT, _os.strerror(_errno.ENOENT))
            self._wanted[fd] = eventmask

        def unregister(self, fd):
            del self._wanted[fd if isinstance(fd, int) else fd.fileno()]

        def poll(self, timeout=None, maxevents=-1):
            reading = [fd for fd, mask in self._wanted.items() if mask & 3]
            writing = [fd for fd, mask in self._wanted.items() if mask & 4]
            if timeout is not None:
                timeout = None if timeout < 0 else timeout / self._second
            readable, writable, _ = module.select(reading, writing, [], timeout)
            found = dict.fromkeys(readable, 1)
            for fd in writable:
                found[fd] = found.get(fd, 0) | 4
            return list(found.items())

    class epoll(poll):
        _second = 1.0
        closed = False

        def __init__(self, sizehint=-1, flags=0):
            poll.__init__(self)

        def close(self):
            self.closed = True

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.close()

    module.poll, module.epoll = poll, epoll
    poll.__module__ = epoll.__module__ = 'select'


def _mend_selectors(module):
    # what select does itself needs no poll on top of it
    module.DefaultSelector = module.SelectSelector


_MENDS.update(socket=_mend_socket, select=_mend_select, selectors=_mend_selectors)
