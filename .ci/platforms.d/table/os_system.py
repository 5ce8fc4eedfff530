import os

print(os.system("exit 3"), os.system("kill -9 $$"), os.system("exit 254"), os.system("true"))
with os.popen("echo popen; exit 4") as pipe:
    print(pipe.read())
    print(pipe.close())
print(os.spawnlp(os.P_WAIT, "bash", "bash", "-c", "exit 6"), os.spawnlp(os.P_WAIT, "bash", "bash", "-c", "kill -9 $$"))
