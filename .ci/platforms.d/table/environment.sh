# nothing is added but what says so by its name
env | grep -vE '^(_|PWD|OLDPWD|SHLVL|PYTHONPATH|JETPACK_RUN_ID|CYCLECLOUD_HOME)=' | sort
echo "$# arguments"
