package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.process.StartsProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a run did shows in the next run of the same script, on a warm context. */
@Timeout(120)
@StartsProcesses
class IsolationTest {

  /**
   * What a run does, and an expression that says whether it shows. The script prints the expression
   * first and then does it, so that the second run would print something else.
   */
  record Trace(String name, String imports, String shows, String does) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static ScriptRunner runner;

  /** One folder for all: the same script, edited, in the same context as far as it survives. */
  @TempDir static Path directory;

  @BeforeAll
  static void open() {
    runner = new PythonRunnerProvider().open(RunnerSettings.defaults().withWarmContexts(8));
  }

  @AfterAll
  static void close() {
    runner.close();
  }

  static Trace[] traces() {
    return new Trace[] {
      trace("a global", "", "'x' in globals()", "x = 1"),
      trace(
          "sys.modules added", "import sys", "'evil' in sys.modules", "sys.modules['evil'] = sys"),
      trace(
          "sys.modules imported",
          "import sys",
          "sorted(m for m in sys.modules if m in ('json', 'json.decoder', 'argparse', 're'))",
          "import json, argparse"),
      trace(
          "sys.modules replaced",
          "import sys",
          "type(__import__('os')).__name__",
          "sys.modules['os'] = 3"),
      trace(
          "sys.modules removed",
          "import sys",
          "'posixpath' in sys.modules",
          "del sys.modules['posixpath']"),
      trace("sys.path", "import sys", "sys.path", "sys.path.insert(0, '/evil')"),
      trace("sys.path replaced", "import sys", "sys.path", "sys.path = ['/evil']"),
      trace("sys.argv", "import sys", "sys.argv", "sys.argv.append('x')"),
      trace(
          "sys.stdout replaced",
          "import sys, io",
          "type(sys.stdout).__name__",
          "sys.stdout.flush(); sys.stdout = io.StringIO()"),
      trace("sys.stdout closed", "import sys", "sys.stdout.closed", "sys.stdout.close()"),
      trace(
          "sys.stdout reconfigured",
          "import sys",
          "sys.stdout.encoding",
          "sys.stdout.reconfigure(encoding='latin-1')"),
      trace(
          "sys.excepthook",
          "import sys",
          "sys.excepthook is sys.__excepthook__",
          "sys.excepthook = print"),
      trace(
          "recursion limit",
          "import sys",
          "sys.getrecursionlimit()",
          "sys.setrecursionlimit(5000)"),
      trace("environment set", "import os", "os.environ.get('EVIL')", "os.environ['EVIL'] = '1'"),
      trace("environment deleted", "import os", "'PATH' in os.environ", "del os.environ['PATH']"),
      trace(
          "environment of children",
          "import os, subprocess",
          "subprocess.check_output('echo $EVIL', shell=True)",
          "os.environ['EVIL'] = '1'"),
      trace(
          "putenv",
          "import os, subprocess",
          "subprocess.check_output('echo $EVIL', shell=True)",
          "os.putenv('EVIL', '1')"),
      trace("working directory", "import os", "os.getcwd()", "os.chdir('/')"),
      trace("umask", "import os", "os.umask(0o22)", "os.umask(0o77)"),
      trace("signal handler", "import signal", "signal.getsignal(15)", "signal.signal(15, print)"),
      trace("built-in open", "import builtins", "open.__name__", "builtins.open = len"),
      trace("built-in added", "import builtins", "hasattr(builtins, 'evil')", "builtins.evil = 1"),
      trace("built-in through __builtins__", "", "len('abc')", "__builtins__.len = lambda x: 7"),
      trace("standard function", "import json", "json.dumps(1)", "json.dumps = lambda x: 'evil'"),
      trace(
          "standard function by setattr",
          "import time",
          "time.time.__name__",
          "setattr(time, 'time', len)"),
      trace(
          "standard function by __dict__",
          "import json",
          "json.dumps(1)",
          "json.__dict__['dumps'] = len"),
      trace(
          "standard function by vars",
          "import shutil",
          "shutil.which.__name__",
          "vars(shutil)['which'] = len"),
      trace(
          "standard function by mock",
          "from unittest import mock\nimport time",
          "time.sleep.__name__",
          "mock.patch('time.sleep', len).start()"),
      trace(
          "standard class",
          "import json",
          "json.JSONEncoder.default.__name__",
          "json.JSONEncoder.default = lambda self, o: 'evil'"),
      trace(
          "standard class by setattr",
          "import subprocess",
          "subprocess.Popen.wait.__name__",
          "setattr(subprocess.Popen, 'wait', lambda *a: 0)"),
      trace("standard constant", "import socket", "socket.AF_INET", "socket.AF_INET = 99"),
      trace(
          "standard list",
          "import string, mimetypes",
          "mimetypes.knownfiles[-1]",
          "mimetypes.knownfiles.append('/evil')"),
      trace(
          "socket time-out",
          "import socket",
          "socket.getdefaulttimeout()",
          "socket.setdefaulttimeout(7)"),
      trace(
          "logging handlers",
          "import logging",
          "len(logging.root.handlers)",
          "logging.basicConfig(level=logging.DEBUG)"),
      trace(
          "logging level",
          "import logging",
          "logging.root.level, logging.getLogger('a').level",
          "logging.getLogger().setLevel(10); logging.getLogger('a').setLevel(10)"),
      trace(
          "logging disabled",
          "import logging",
          "logging.root.manager.disable",
          "logging.disable(50)"),
      trace(
          "logging level name",
          "import logging",
          "logging.getLevelName(33)",
          "logging.addLevelName(33, 'EVIL')"),
      trace(
          "warnings",
          "import warnings",
          "len(warnings.filters)",
          "warnings.simplefilter('ignore')"),
      trace(
          "decimal",
          "import decimal",
          "decimal.getcontext().prec",
          "decimal.getcontext().prec = 3"),
      trace(
          "random",
          "import random",
          "random.random() in (0.13436424411240122, 0.8474337369372327)",
          "random.seed(1)"),
      trace(
          "atexit",
          "import atexit, os",
          "os.path.exists('trace')",
          "atexit.register(lambda: None)"),
      trace(
          "decimal",
          "import decimal",
          "decimal.Decimal(1) / decimal.Decimal(3), decimal.DefaultContext.traps[decimal.Inexact]",
          "decimal.DefaultContext.prec = 4; decimal.DefaultContext.traps[decimal.Inexact] = True"),
      trace(
          "calendar", "import calendar", "calendar.firstweekday()", "calendar.setfirstweekday(6)"),
      trace(
          "digits",
          "import sys",
          "sys.get_int_max_str_digits(), sys.getswitchinterval()",
          "sys.set_int_max_str_digits(640); sys.setswitchinterval(1)"),
      trace(
          "stack size",
          "import threading",
          "threading.stack_size()",
          "threading.stack_size(1 << 20)"),
      trace(
          "codec errors",
          "import codecs",
          "codecs.lookup_error('strict').__name__, b'\\xff'.decode('ascii', 'replace')",
          "codecs.register_error('replace', lambda e: ('evil', e.end))"),
      trace(
          "csv",
          "import csv",
          "csv.field_size_limit(), csv.list_dialects()",
          "csv.field_size_limit(7); csv.register_dialect('evil', delimiter=';')"),
      trace(
          "url opener",
          "import urllib.request",
          "urllib.request._opener",
          "urllib.request.install_opener(urllib.request.build_opener())"),
      trace("tempfile", "import tempfile", "tempfile.tempdir", "tempfile.tempdir = '/evil'"),
      trace(
          "locale",
          "import locale",
          "locale.setlocale(locale.LC_ALL)",
          "locale.setlocale(locale.LC_ALL, 'de_DE.UTF-8') if False else None"),
      trace(
          "daemon thread",
          "import threading",
          "threading.active_count()",
          "threading.Thread(target=threading.Event().wait, daemon=True).start()"),
      trace(
          "finished thread",
          "import threading",
          "threading.active_count(), threading.current_thread() is threading.main_thread()",
          "threading.Thread(target=len, args=('',)).start()"),
      trace(
          "thread pool",
          "import concurrent.futures as f",
          "f.ThreadPoolExecutor(1).submit(len, 'ab').result()",
          "pass"),
      trace(
          "event loop",
          "import asyncio",
          "asyncio.run(asyncio.sleep(0, 'ok'))",
          "asyncio.set_event_loop(asyncio.new_event_loop())"),
      trace(
          "bound socket",
          "import socket",
          "[s.bind(('127.0.0.77', 28117)) or s.close() for s in [socket.socket(type=socket.SOCK_DGRAM)]]",
          "socket.left = socket.socket(type=socket.SOCK_DGRAM); socket.left.bind(('127.0.0.77', 28117))"),
      trace(
          "forgotten socket",
          "import socket",
          "[s.bind(('127.0.0.77', 28118)) or s.close() for s in [socket.socket(type=socket.SOCK_DGRAM)]]",
          "socket.socket(type=socket.SOCK_DGRAM).bind(('127.0.0.77', 28118))\nimport gc\ngc.collect()"),
      trace("trace function", "import sys", "sys.gettrace()", "sys.settrace(lambda *a: None)"),
      trace("gc", "import gc", "gc.isenabled()", "gc.disable()"),
      trace(
          "stdout opened by its number",
          "import os, subprocess, sys",
          "subprocess.run(['echo', 'a'], stdout=subprocess.PIPE).stdout",
          "os.fdopen(sys.stdout.fileno(), 'w').write('b')"),
      trace(
          "standard descriptor closed unseen",
          "import io, subprocess",
          "subprocess.run(['echo', 'a'], stdout=subprocess.PIPE).stdout",
          "io.FileIO(1, 'w').close()"),
      trace("meta path", "import sys", "len(sys.meta_path)", "sys.meta_path.append(3)"),
      trace("own helper module", "import helper", "helper.count", "helper.count += 1"),
      trace(
          "class attribute of a helper",
          "import helper",
          "helper.Thing.count",
          "helper.Thing.count += 1"),
    };
  }

  private static Trace trace(String name, String imports, String shows, String does) {
    return new Trace(name, imports, shows, does);
  }

  @ParameterizedTest
  @MethodSource("traces")
  void leaves_no_trace(Trace trace) throws Exception {
    Files.writeString(directory.resolve("helper.py"), "count = 0\nclass Thing:\n    count = 0\n");
    Path script =
        Files.writeString(
            directory.resolve("script.py"),
            "%s\nprint(%s, flush=True)\n%s\n"
                .formatted(trace.imports(), trace.shows(), trace.does()));
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    ScriptRequest request = ScriptRequest.of(script, directory).withEnvironment(environment);
    String[] seen = new String[3];
    for (int i = 0; i < seen.length; i++) {
      Exited outcome = (Exited) runner.run(request);
      assertThat(outcome.record().stderr().text()).isEmpty();
      seen[i] = outcome.record().stdout().text();
    }
    assertThat(seen[0]).isNotEmpty();
    assertThat(seen[1]).isEqualTo(seen[0]);
    assertThat(seen[2]).isEqualTo(seen[0]);
  }
}
