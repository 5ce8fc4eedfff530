"""What is printed here must be the same under python3: see PythonGapsTest."""
import os,sys,subprocess,time,tempfile,signal
def t(name, f):
    try: r=f(); print('ok ', name, '=', repr(r)[:190])
    except BaseException as e: print('ERR', name, type(e).__name__, str(e)[:190])
P=subprocess.PIPE; N=subprocess.DEVNULL
open('w.txt','w').write('hello')
t('unclosed', lambda: (open('w.txt').read(), os.stat('w.txt').st_size, subprocess.check_output(['cat','w.txt'])))
t('devnull', lambda: subprocess.call(['echo','NOT'],stdout=N))
t('devnull2', lambda: subprocess.call('echo NOT >&2',shell=True,stderr=N))
t('both', lambda: subprocess.call('echo NOT; echo NOT >&2',shell=True,stdout=N,stderr=subprocess.STDOUT))
def f1():
    with open('o.txt','w') as f:
        subprocess.call(['echo','one'],stdout=f); subprocess.call(['echo','two'],stdout=f); f.write('three\n'); f.flush(); subprocess.call('echo four; echo five >&2',shell=True,stdout=f,stderr=f)
    return open('o.txt').read()
t('file', f1)
def f2():
    with tempfile.TemporaryFile() as f:
        subprocess.call('echo a; echo b>&2',shell=True,stdout=f,stderr=subprocess.STDOUT); f.seek(0); return f.read()
t('tmpfile', f2)
def f3():
    p1=subprocess.Popen(['printf','b\\na\\n'],stdout=P); p2=subprocess.Popen(['sort'],stdin=p1.stdout,stdout=P); p1.stdout.close(); return p2.communicate(), p1.wait()
t('pipeline', f3)
def f4():
    p1=subprocess.Popen(['yes'],stdout=P); p2=subprocess.Popen(['head','-2'],stdin=p1.stdout,stdout=P); p1.stdout.close(); return p2.communicate(), p1.wait()
t('pipeline head', f4)
def f5():
    r,w=os.pipe(); subprocess.call(['echo','x'],stdout=w); os.close(w); d=os.read(r,100); return d, os.read(r,100)
t('pipe fd', f5)
def f6():
    with open('w.txt') as f: return subprocess.check_output(['cat'],stdin=f)
t('stdin file', f6)
def f7():
    with open('o.txt') as f: f.readline(); os.lseek(f.fileno(),4,0); return subprocess.check_output(['cat'],stdin=f)
t('stdin file pos', f7)
t('apart', lambda: (subprocess.call('echo a; echo b >&2',shell=True,stdout=open('apart','w')), open('apart').read()))
t('inherited', lambda: subprocess.call('echo NOT >&2',shell=True))
t('err2out', lambda: subprocess.call('echo to stdout >&2',shell=True,stderr=subprocess.STDOUT))
t('out2err', lambda: subprocess.call('echo to stderr',shell=True,stdout=sys.stderr))
t('fd2', lambda: subprocess.call('echo to stderr',shell=True,stdout=2))
t('merge', lambda: subprocess.run('echo a; echo b >&2',shell=True,stdout=P,stderr=subprocess.STDOUT).stdout)
t('capture', lambda: subprocess.run('echo a; echo b >&2',shell=True,capture_output=True,text=True))
t('capture outnull', lambda: subprocess.run('echo a; echo b >&2',shell=True,stdout=N,stderr=P))
t('env', lambda: subprocess.run(['/usr/bin/env'],env={'A':'1'},stdout=P).stdout.split(b'\n')[0])
t('env0', lambda: [l for l in subprocess.run(['/usr/bin/env'],env={},stdout=P).stdout.split(b'\n') if not l.startswith(b'JETPACK')])
t('cwd', lambda: subprocess.run(['pwd'],cwd='/usr',stdout=P).stdout)
t('cwd no', lambda: subprocess.run(['pwd'],cwd='/no/such',stdout=P).stdout)
t('noprog', lambda: subprocess.run(['/no/such']))
t('noprog2', lambda: subprocess.run(['nosuchprog'],stdout=N))
t('preexec', lambda: subprocess.run(['true'],preexec_fn=os.setsid).returncode)
t('preexec l', lambda: subprocess.run(['true'],preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL)).returncode)
def f8():
    p=subprocess.Popen(['sleep','9'],preexec_fn=os.setsid); r=os.getpgid(p.pid)==p.pid; os.killpg(p.pid,15); return r,p.wait()
t('killpg', f8)
t('143', lambda: (subprocess.call('exit 143',shell=True), subprocess.call('kill $$',shell=True), os.system('exit 3'), os.system('kill -9 $$')))
def f9():
    p=subprocess.Popen(['sleep','9']); p.kill(); a=p.wait(); p=subprocess.Popen(['sleep','9']); p.send_signal(2); return a,p.wait(),p.poll()
t('kill', f9)
t('timeout', lambda: subprocess.run(['sleep','5'],timeout=0.2,stdout=P))
t('input', lambda: subprocess.run(['cat'],input='abc',text=True,stdout=P).stdout)
t('big', lambda: len(subprocess.run(['cat'],input=b'x'*300000,stdout=P).stdout))
def f10():
    f=open('big.txt','wb'); subprocess.call(['head','-c','1000000','/dev/zero'],stdout=f); f.close(); return os.path.getsize('big.txt')
t('big file', f10)
def f11():
    r,w=os.pipe(); p=subprocess.Popen(['head','-c','1000000','/dev/zero'],stdout=w); os.close(w); n=0
    while True:
        d=os.read(r,65536)
        if not d: break
        n+=len(d)
    return n,p.wait()
t('big pipe', f11)
t('spawn', lambda: (os.spawnlp(os.P_WAIT,'sh','sh','-c','exit 6'), os.spawnv(os.P_WAIT,'/no/such',['x'])))
t('posix_spawn', lambda: os.waitpid(os.posix_spawn('/bin/sh',['sh','-c','exit 4'],os.environ),0)[1])
t('popen', lambda: (os.popen('echo hi; exit 2').read(), os.popen('exit 2').close()))
t('killno', lambda: os.kill(99999999,0))
sys.stdout.flush()
t('wait', lambda: (subprocess.Popen('exit 5', shell=True).pid > 1, os.wait()[1]))
s=os.dup(1); nul=os.open(os.devnull,os.O_WRONLY); os.dup2(nul,1); subprocess.call(['echo','NOT']); os.system('echo NOT'); os.dup2(s,1); subprocess.call(['echo','YES'])
os.execvp('sh',['sh','-c','echo bye; exit 9'])
