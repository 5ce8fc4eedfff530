# Written by 'jetpack install': where Jetpack is, for login shells.
setenv CYCLECLOUD_HOME @HOME@
if ("${path}" !~ *@HOME@/bin*) then
  set path = ($path @HOME@/bin)
endif
