# Written by 'jetpack install': the agent's environment, to be sourced by scripts that want to call
# 'jetpack' or 'healthcheck', which runs all checks once and acts on them.
CYCLECLOUD_HOME=@HOME@
export CYCLECLOUD_HOME
case ":$PATH:" in
  *":$CYCLECLOUD_HOME/system/bin:"*) ;;
  *)
    PATH=$PATH:$CYCLECLOUD_HOME/bin:$CYCLECLOUD_HOME/system/bin
    export PATH
    ;;
esac
