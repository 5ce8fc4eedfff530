import subprocess

SHOW = 'read -r pid _ _ _ group session _ </proc/$$/stat; [ $pid = $group ] && [ $pid = $session ] && echo leads'
print(subprocess.run(["bash", "-c", SHOW], stdout=subprocess.PIPE, start_new_session=True).stdout)
