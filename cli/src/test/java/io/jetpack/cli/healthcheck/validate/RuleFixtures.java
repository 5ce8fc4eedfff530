package io.jetpack.cli.healthcheck.validate;

import io.jetpack.cli.healthcheck.validate.rule.Rule;
import java.util.List;

/** For each rule scripts that break it, and scripts that nearly do. */
final class RuleFixtures {

  /**
   * A script.
   *
   * @param rule what it breaks, or nearly breaks
   * @param breaks whether it does
   * @param extension of its file
   * @param text what is in it, with {@code \r} and the like as they are
   */
  record Fixture(Rule rule, boolean breaks, String extension, String text) {}

  private static final String BASH = "#!/bin/bash\n";

  private RuleFixtures() {}

  static final List<Fixture> ALL =
      List.of(
          bad(Rule.HEADER, "sh", BASH + "# jetpack: tiemout=5s\nexit 0\n"),
          near(Rule.HEADER, "sh", BASH + "# jetpack: timeout=5s ignore=secret\nexit 0\n"),
          bad(Rule.UNREADABLE, "sh", "#!/bin/bash\necho a\0b\n"),
          bad(Rule.UNREADABLE, "py", ""),
          near(Rule.UNREADABLE, "sh", BASH),
          bad(Rule.BOM, "sh", "\uFEFF#!/bin/bash\nexit 0\n"),
          bad(Rule.BOM, "bat", "\uFEFF@echo off\r\nexit /b 0\r\n"),
          near(Rule.BOM, "py", "\uFEFFprint('a')\n"),
          bad(Rule.CRLF, "sh", "#!/bin/bash\r\nexit 0\r\n"),
          bad(Rule.CRLF, "sh", BASH + "echo a\r\nexit 0\n"),
          near(Rule.CRLF, "py", "print('a')\r\n"),
          near(Rule.CRLF, "bat", "@echo off\r\nexit /b 0\r\n"),
          bad(Rule.BATCH_LINE_ENDS, "bat", "@echo off\ngoto end\n:end\nexit /b 0\n"),
          near(Rule.BATCH_LINE_ENDS, "bat", "@echo off\nexit /b 0\n"),
          bad(Rule.INTERPRETER, "rb", "#!/usr/bin/no-such-ruby\nputs 1\n"),
          bad(Rule.INTERPRETER, "x", "#!/usr/bin/env no-such-program\n"),
          near(Rule.INTERPRETER, "py", "#!/usr/bin/no-such-python/python3\nprint('in process')\n"),
          bad(Rule.SYNTAX, "sh", BASH + "if true; then\n  exit 0\n"),
          bad(Rule.SYNTAX, "py", "if True\n    pass\n"),
          near(Rule.SYNTAX, "sh", BASH + "if true; then\n  exit 0\nfi\n"),
          near(Rule.SYNTAX, "py", "match 1:\n    case _: pass\n"),
          bad(Rule.PYTHON_2, "py", "print 'x'\n"),
          bad(Rule.PYTHON_2, "py", "import sys\nprint >>sys.stderr, 'x'\n"),
          near(
              Rule.PYTHON_2, "py", "try:\n    text = unicode\nexcept NameError:\n    text = str\n"),
          near(Rule.PYTHON_2, "py", "print('x', 1 >> 2)\n"),
          bad(Rule.BATCH_STRUCTURE, "bat", "@echo off\r\ngoto nowhere\r\n"),
          bad(Rule.BATCH_STRUCTURE, "bat", "@echo off\r\nif exist a (\r\n  echo a\r\n"),
          near(Rule.BATCH_STRUCTURE, "bat", "goto :eof\r\necho goto nowhere\r\ngoto %X%\r\n"),
          near(
              Rule.BATCH_STRUCTURE, "bat", "if exist a (\r\n  echo (a\r\n) else (\r\n  b\r\n)\r\n"),
          bad(Rule.MISSING_MODULE, "py", "import psutil\n"),
          bad(Rule.MISSING_MODULE, "py", "import sqlite3\n"),
          near(
              Rule.MISSING_MODULE,
              "py",
              "try:\n    import psutil\nexcept ImportError:\n    pass\n"),
          near(Rule.MISSING_MODULE, "py", "# jetpack: runtime=process\nimport psutil\n"),
          near(
              Rule.MISSING_MODULE, "py", "import sys\nsys.path.insert(0, '/opt/x')\nimport ours\n"),
          near(Rule.MISSING_MODULE, "py", "import os.path, json, jetpack\n"),
          bad(Rule.LATE_IMPORT, "py", "def f():\n    import psutil\n"),
          near(Rule.LATE_IMPORT, "py", "def f():\n    import socket\n"),
          bad(Rule.REFUSED_CALL, "py", "import os\nos.fork()\n"),
          bad(Rule.REFUSED_CALL, "py", "from os import fork\nfork()\n"),
          bad(Rule.REFUSED_CALL, "py", "import socket\nsocket.socket(socket.AF_UNIX)\n"),
          near(Rule.REFUSED_CALL, "py", "import os\nif hasattr(os, 'fork'):\n    os.fork()\n"),
          near(Rule.REFUSED_CALL, "py", "def fork(): pass\nfork()\n"),
          bad(Rule.ACCIDENTAL_254, "sh", BASH + "exit -2\n"),
          bad(Rule.ACCIDENTAL_254, "sh", BASH + "test -e /x || { echo no; exit 510; }\n"),
          bad(Rule.ACCIDENTAL_254, "sh", BASH + "n=$(( $(printf %d \"'(\") + 1 ))\nexit -2\n"),
          bad(Rule.ACCIDENTAL_254, "py", "import sys\nsys.exit(-2)\n"),
          bad(Rule.ACCIDENTAL_254, "py", "import os\nos._exit(510)\n"),
          bad(Rule.ACCIDENTAL_254, "pl", "#!/usr/bin/perl\nexit(-2);\n"),
          near(Rule.ACCIDENTAL_254, "sh", BASH + "# exit -2\necho 'exit -2'\nexit 254\n"),
          near(Rule.ACCIDENTAL_254, "sh", BASH + "cat <<END\nexit -2\nEND\nexit 2\n"),
          near(Rule.ACCIDENTAL_254, "py", "import sys\nsys.exit(254 if sys.argv[1:] else -1)\n"),
          near(Rule.ACCIDENTAL_254, "pl", "#!/usr/bin/perl\n# exit(-2);\nexit(2);\n"),
          bad(Rule.STATUS_254, "sh", BASH + "aws s3 ls\n"),
          bad(Rule.STATUS_254, "sh", BASH + "set -e\naws s3 ls >/dev/null\necho fine\n"),
          bad(Rule.STATUS_254, "sh", BASH + "set -eu\nlist=$(aws s3 ls)\necho \"$list\"\n"),
          bad(Rule.STATUS_254, "sh", BASH + "aws s3 ls\nexit $?\n"),
          bad(Rule.STATUS_254, "sh", BASH + "exec aws s3 ls\n"),
          bad(Rule.STATUS_254, "py", "import os, sys\nsys.exit(os.system('aws s3 ls'))\n"),
          bad(
              Rule.STATUS_254,
              "py",
              "import subprocess, sys\nsys.exit(subprocess.run(['npm', 'ping']).returncode)\n"),
          near(Rule.STATUS_254, "sh", BASH + "aws s3 ls || exit 3\n"),
          near(Rule.STATUS_254, "sh", BASH + "aws s3 ls\nexit 0\n"),
          near(Rule.STATUS_254, "sh", BASH + "set -e\nif aws s3 ls; then\n  echo a\nfi\n"),
          near(Rule.STATUS_254, "sh", BASH + "set -e\necho \"$(aws s3 ls)\"\nexit 0\n"),
          near(Rule.STATUS_254, "sh", BASH + "set -e\ntrap 'exit 3' ERR\naws s3 ls\n"),
          near(Rule.STATUS_254, "sh", BASH + "set -e\ncommand -v aws\naws s3 ls | wc -l\n"),
          near(Rule.STATUS_254, "py", "import os, sys\nsys.exit(os.system('true'))\n"),
          bad(Rule.NEVER_254, "sh", BASH + "# jetpack: confirm=3\necho a\nexit 0\n"),
          bad(Rule.NEVER_254, "py", "# jetpack: confirm=3\nimport sys\nsys.exit(1)\n"),
          near(Rule.NEVER_254, "sh", BASH + "# jetpack: confirm=3\nexit \"$code\"\n"),
          near(Rule.NEVER_254, "sh", BASH + "# jetpack: confirm=3\n. /etc/lib.sh\nexit 0\n"),
          near(Rule.NEVER_254, "py", "# jetpack: confirm=3\nimport sys\nsys.exit(main())\n"),
          near(Rule.NEVER_254, "py", "# jetpack: confirm=3\nimport sys\nsys.exit(0xfe)\n"),
          bad(Rule.SILENT_254, "sh", BASH + "[ -e /dev/sda ] || exit 254\nexit 0\n"),
          bad(Rule.SILENT_254, "sh", "#!/bin/sh\nif [ -e /x ]; then\n  exit 254\nfi\n"),
          bad(Rule.SILENT_254, "sh", BASH + "n=$(echo 1)\n[ \"$n\" = 1 ] || exit 254\n"),
          bad(Rule.SILENT_254, "sh", BASH + "f() {\n  return 254\n}\nf\n"),
          near(Rule.SILENT_254, "sh", BASH + "[ -e /x ] || { echo 'no x' >&2; exit 254; }\n"),
          near(Rule.SILENT_254, "sh", BASH + "die() { tell \"$1\"; }\ndie 'no x'\nexit 254\n"),
          near(Rule.SILENT_254, "sh", BASH + "\"$TOOL\" look\nexit 254\n"),
          near(Rule.SILENT_254, "sh", BASH + "# exit 254\nexit 3\n"),
          bad(Rule.NO_TIME_LIMIT, "sh", BASH + "curl -sf http://x/\nexit 0\n"),
          bad(Rule.NO_TIME_LIMIT, "sh", BASH + "if [ -n \"$(df -P | wc -l)\" ]; then echo; fi\n"),
          bad(Rule.NO_TIME_LIMIT, "sh", BASH + "sudo ssh host true\nexit 0\n"),
          bad(Rule.NO_TIME_LIMIT, "sh", BASH + "stat /shared/home >/dev/null\nexit 0\n"),
          bad(
              Rule.NO_TIME_LIMIT,
              "py",
              "from urllib.request import urlopen\nurlopen('http://x/')\n"),
          bad(Rule.NO_TIME_LIMIT, "py", "import subprocess\nsubprocess.check_output(['df'])\n"),
          near(Rule.NO_TIME_LIMIT, "sh", BASH + "curl -sm 5 http://x/\nexit 0\n"),
          near(Rule.NO_TIME_LIMIT, "sh", BASH + "timeout 5 curl http://x/\nexit 0\n"),
          near(Rule.NO_TIME_LIMIT, "sh", BASH + "curl \"${options[@]}\" http://x/\nexit 0\n"),
          near(Rule.NO_TIME_LIMIT, "sh", BASH + "df -Pl\ndf -P /var\nls /tmp\nstat \"$f\"\n"),
          near(Rule.NO_TIME_LIMIT, "sh", BASH + "command -v curl || exit 0\necho curl x\n"),
          near(Rule.NO_TIME_LIMIT, "sh", BASH + "# jetpack: timeout=20s\ncurl -sf http://x/\n"),
          near(
              Rule.NO_TIME_LIMIT,
              "py",
              "import urllib.request\nurllib.request.urlopen('http://x/', timeout=3)\n"),
          near(
              Rule.NO_TIME_LIMIT,
              "py",
              "import subprocess\nsubprocess.run(['df'], timeout=5)\nsubprocess.run(['ls'])\n"),
          bad(Rule.SECRET, "sh", BASH + "mysqladmin -psecret status\nexit 0\n"),
          bad(Rule.SECRET, "sh", BASH + "tool --password=\"$PASSWORD\"\nexit 0\n"),
          bad(Rule.SECRET, "sh", BASH + "curl -m 3 https://user:pw@host/\nexit 0\n"),
          bad(Rule.SECRET, "py", "import subprocess\nsubprocess.Popen(['x', '--token=abc'])\n"),
          near(
              Rule.SECRET, "sh", BASH + "echo --password=x; mysql -p <x\ntool --password-file=f\n"),
          near(Rule.SECRET, "sh", BASH + "curl -m 3 https://host:8080/a@b\nexit 0\n"),
          bad(Rule.UNKNOWN_RULE, "sh", BASH + "# jetpack: ignore=secrets\nexit 0\n"),
          near(Rule.UNKNOWN_RULE, "sh", BASH + "# jetpack: ignore=secret,SC2086\nexit 0\n"));

  private static Fixture bad(Rule rule, String extension, String text) {
    return new Fixture(rule, true, extension, text);
  }

  private static Fixture near(Rule rule, String extension, String text) {
    return new Fixture(rule, false, extension, text);
  }
}
