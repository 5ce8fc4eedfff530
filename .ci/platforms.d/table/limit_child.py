# jetpack: timeout=1s
# expect: {"kind": "timed-out", "duration_seconds": [1, 10]}
import subprocess

subprocess.run(["bash", "-c", "trap '' TERM; sleep 4706; sleep 4706"])
