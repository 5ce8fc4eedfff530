"""What is printed here must be the same under python3: see PythonGapsTest."""
import os,sys,time,signal,threading
def t(name, f):
    try: r=f(); print('ok ', name, '=', repr(r)[:190], flush=True)
    except BaseException as e: print('ERR', name, type(e).__name__, str(e)[:190], flush=True)
ids="getuid geteuid getgid getegid getgroups getresuid getlogin uname".split()
for n in ids: t(n, lambda: getattr(os,n)() if n!='getppid' else os.getppid()>0)
t('times', lambda: len(os.times())); t('times.user', lambda: os.times().user>=0); t('aff', lambda: os.sched_getaffinity(0)); t('grl', lambda: os.getgrouplist('root',0))
t('statvfs', lambda: (os.statvfs('/').f_files, os.statvfs('/')[0:3], os.statvfs('/').f_namemax, os.statvfs('/').f_flag, os.statvfs('/proc').f_type if hasattr(os.statvfs('/'),'f_type') else 0))
t('statvfs2', lambda: os.statvfs('/nosuch')); t('statvfs3', lambda: os.statvfs('/'+'x'*5000)); 
t('clocks', lambda: (abs(time.clock_gettime(time.CLOCK_BOOTTIME)-float(open('/proc/uptime').read().split()[0]))<1, time.clock_gettime(time.CLOCK_REALTIME)>1e9, time.CLOCK_MONOTONIC, time.clock_gettime_ns(time.CLOCK_MONOTONIC)>0)); t('clock', lambda: time.clock_gettime(99))
t('tty', lambda: os.ttyname(0)); t('pgrp', lambda: os.tcgetpgrp(0)); t('chown', lambda: os.chown('.', os.getuid(), -1)); t('chown2', lambda: os.chown('nosuch', 0, 0)); t('sem', lambda: os.sysconf('SC_SEM_NSEMS_MAX'))
def fifo():
    try: os.unlink('ff')
    except OSError: pass
    os.mkfifo('ff'); import stat; return stat.S_ISFIFO(os.stat('ff').st_mode)
t('mkfifo', fifo)
t('xattr', lambda: os.getxattr('/etc/passwd','user.x')); t('lx', lambda: os.listxattr('/etc/passwd'))
t('confstr', lambda: os.confstr('CS_GNU_LIBC_VERSION'))
import pwd,grp,platform,socket,select,fcntl,resource,syslog,locale,tempfile,shutil
t('pwd', lambda: (pwd.getpwnam('nobody'), pwd.getpwuid(0), len(pwd.getpwall()))); t('pwd2', lambda: pwd.getpwnam('xx')); t('pwd3', lambda: pwd.getpwuid(12345))
t('exp', lambda: (os.path.expanduser('~nobody/x'), os.path.expanduser('~')))
t('grp', lambda: (grp.getgrnam('daemon').gr_gid, grp.getgrgid(0).gr_name, grp.getgrall()[0][:3])); t('grp2', lambda: grp.getgrnam('xx')); t('grp3', lambda: grp.getgrgid(12345))
t('grp4', lambda: grp.getgrgid(0))
t('ifni', lambda: socket.if_nameindex()); t('ifn', lambda: socket.if_nametoindex('lo')); t('ifx', lambda: socket.if_indextoname(1))
def ioctl():
    import struct; s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); return socket.inet_ntoa(fcntl.ioctl(s.fileno(),0x8915,struct.pack('256s',b'lo'))[20:24])
t('ioctl', ioctl)
t('proto', lambda: (socket.getprotobyname('icmp'), socket.getprotobyname('tcp'))); t('proto2', lambda: socket.getprotobyname('nosuch'))
def ioctl2():
    import struct; s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); return fcntl.ioctl(s.fileno(),0x8915,struct.pack('256s',b'nosuch'))
t('ioctl2', ioctl2)
t('winsz', lambda: fcntl.ioctl(0, 0x5413, b'12345678'))
def fl():
    r,w=os.pipe(); a=fcntl.fcntl(r,fcntl.F_GETFL)&os.O_NONBLOCK; fcntl.fcntl(r,fcntl.F_SETFL,a|os.O_NONBLOCK); b=fcntl.fcntl(r,fcntl.F_GETFL)&os.O_NONBLOCK; 
    try: os.read(r,10); c=0
    except BlockingIOError: c='would block'
    return a,b,c,fcntl.fcntl(r,fcntl.F_GETFD)
t('rlim', lambda: (resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_AS)))
t('rlim2', lambda: resource.getrlimit(99))
def poll():
    r,w=os.pipe(); p=select.poll(); p.register(r, select.POLLIN); a=p.poll(10); os.write(w,b'x'); b=p.poll(1000); return a, [e for f,e in b]
t('poll', poll)
def epoll():
    r,w=os.pipe(); p=select.epoll(); p.register(r, select.EPOLLIN); a=p.poll(0.01); os.write(w,b'x'); b=p.poll(1); p.close(); return a, [e for f,e in b]
t('epoll', epoll)
t('locale', lambda: (locale.setlocale(locale.LC_ALL,''), locale.getpreferredencoding()))
t('termios', lambda: __import__('termios').tcgetattr(0)); t('tty', lambda: __import__('tty') and 1); t('pty', lambda: __import__('pty') and 1)
t('getpass', lambda: __import__('getpass').getuser())
t('alarm', lambda: (signal.signal(signal.SIGALRM, lambda *a: print('rang')), signal.alarm(100), signal.alarm(0) > 90))
class TO(Exception): pass
def h(s,f): raise TO('timeout %d' % s)
def al(f):
    def g():
        signal.signal(signal.SIGALRM,h); signal.setitimer(signal.ITIMER_REAL,0.3)
        try: a=time.time(); f(); return 'no'
        except TO as e: return str(e), round(time.time()-a,1)<3
        finally: signal.alarm(0)
    return g
t('alarm sleep', al(lambda: time.sleep(9)))
import subprocess
t('alarm child', al(lambda: subprocess.call(['sleep','20'])))
t('alarm read', al(lambda: subprocess.check_output(['sleep','20'])))
t('proc', lambda: (open('/proc/sys/kernel/ostype').read(), len(open('/proc/self/mounts').read()) > 0))
def pseek():
    with open('/proc/cpuinfo') as f: a=f.read(10); f.seek(0); return a==f.read(10), len(f.readlines())>3
t('pseek', pseek)
t('dev', lambda: (open('/dev/zero','rb').read(4), len(open('/dev/urandom','rb').read(7)), open('/dev/null').read(), open('/dev/null','w').write('x')))
t('pread', lambda: os.pread(os.open('/etc/passwd',0),4,0))
t('rename', lambda: (open('r1','w').write('abc'), os.rename('r1','r2'), os.path.getsize('r2'), [n for n in os.listdir('.') if n=='r2']))
t('copy', lambda: (open('r1','w').write('abc'), shutil.copy('r1','r3'), open('r3').read()))
t('exists', lambda: os.path.exists('/'+'x'*300))
t('shm', lambda: shutil.disk_usage('/').total>0)
t('chained', lambda: (os.pipe2(os.O_CLOEXEC) and 1, os.getrandom(4) and 1, os.sync(), os.fdatasync(os.open('r2',os.O_RDWR))))
t('setuid', lambda: os.setuid(os.getuid()))
t('getpgid', lambda: os.getpgid(999999)); t('cpu', lambda: os.cpu_count())
signal.signal(signal.SIGUSR1, lambda s,f: print('usr1',s)); signal.raise_signal(signal.SIGUSR1)
def own():
    signal.signal(signal.SIGINT, signal.default_int_handler); signal.raise_signal(2)
t('sigint', own)
signal.alarm(1); signal.signal(signal.SIGALRM, signal.SIG_DFL)
time.sleep(5)
