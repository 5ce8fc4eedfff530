# the JVM raises how many files may be open, for itself and so for what it starts
ulimit -a | grep -vE 'pending signals|pipe size|open files'
cat /proc/self/oom_score_adj
