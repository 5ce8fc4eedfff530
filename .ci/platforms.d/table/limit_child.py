# jetpack: timeout=1s
# expect: {"kind": "timed-out", "duration_seconds": [1, 3]}
import subprocess

subprocess.run(["bash", "-c", "trap '' TERM; sleep 4706; sleep 4706"])
