# expect: {"exit_code": 0, "reason": "/1 process it left behind was killed: (/usr)?(/bin/)?sleep 4714 .*/"}
import subprocess

subprocess.Popen(["sleep", "4714"], start_new_session=True)
