import subprocess

open("text", "w").close()
for command, options in ((["no-such-program"], {}), (["./text"], {}), (["/etc"], {}), (["true"], {"cwd": "/no/such/directory"})):
    try:
        subprocess.run(command, **options)
    except OSError as error:
        print(type(error).__name__, error.errno, error.filename)
print(subprocess.run("no-such-program", shell=True, stderr=subprocess.DEVNULL).returncode)
