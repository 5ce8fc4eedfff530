exit -2
