# Written by 'jetpack install': where Jetpack is, for login shells.
CYCLECLOUD_HOME=@HOME@
export CYCLECLOUD_HOME
case ":$PATH:" in
  *":$CYCLECLOUD_HOME/bin:"*) ;;
  *)
    PATH=$PATH:$CYCLECLOUD_HOME/bin
    export PATH
    ;;
esac
