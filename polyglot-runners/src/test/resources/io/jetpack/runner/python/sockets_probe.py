"""What sockets say without a server of the script: the kind of error, its number and its words."""
import http.client
import os
import socket
import ssl
import urllib.request

TCP, UDP = (socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM)


def tried(name, call):
    try:
        said = call()
    except Exception as error:
        said = type(error).__name__, getattr(error, 'errno', None), str(error)
    print(name, said)


def limited(kind=TCP, seconds=5):
    made = socket.socket(*kind)
    made.settimeout(seconds)
    return made


def pair():
    left, right = socket.socketpair()
    left.sendall(b'question')
    said = right.recv(100)
    right.close()
    return said, left.recv(100)


tried('refused', lambda: socket.socket(*TCP).connect(('127.0.0.1', 1)))
tried('refused in time', lambda: limited().connect(('127.0.0.1', 1)))
tried('refused, number', lambda: limited().connect_ex(('127.0.0.1', 1)))
tried('refused, by name', lambda: socket.create_connection(('localhost', 1), timeout=5))
tried('refused, http', lambda: http.client.HTTPConnection('127.0.0.1', 1, timeout=5).request('GET', '/'))
tried('refused, url', lambda: urllib.request.urlopen('http://127.0.0.1:1/', timeout=5))
tried('refused, tls', lambda: ssl.create_default_context().wrap_socket(limited(), server_hostname='x').connect(('127.0.0.1', 1)))
tried('no name', lambda: socket.getaddrinfo('no.such.name.invalid', 80)[0] and None)
tried('port', lambda: limited().connect(('127.0.0.1', 70000)))
for kind in TCP, UDP:
    tried('send', lambda: socket.socket(*kind).send(b'x'))
    tried('sendall', lambda: socket.socket(*kind).sendall(b'x'))
    tried('peer', lambda: socket.socket(*kind).getpeername())
    tried('shutdown', lambda: socket.socket(*kind).shutdown(2))
tried('recv', lambda: socket.socket(*TCP).recv(1))
tried('accept', lambda: socket.socket(*TCP).accept())
tried('waits', lambda: limited(UDP, 0.1).recv(1))
tried('waits not', lambda: limited(UDP, 0).recv(1))
tried('large', lambda: limited(UDP).sendto(bytes(70000), ('127.0.0.1', 9)))
tried('closed', lambda: (lambda made: (made.close(), made.send(b'x')))(limited()))
tried('pair', pair)
tried('options', lambda: [bool(made.getsockopt(socket.SOL_SOCKET, option))
                          for made in [limited()] for option in (socket.SO_TYPE,)])
tried('bound', lambda: (lambda made: (made.bind(('127.0.0.1', 0)), made.getsockname()[1] > 0))(limited(UDP)))
os._exit(3) if socket.getdefaulttimeout() is not None else None
