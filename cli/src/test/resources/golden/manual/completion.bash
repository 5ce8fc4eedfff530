# bash completion for jetpack; made by its build out of what the commands say of themselves
# shellcheck shell=bash

# what may follow these words of a command's name
_jetpack_next() {
  case $1 in
    '') REPLY='config converge healthcheck help install keepalive log plugins send uninstall version' ;;
    'healthcheck') REPLY='list run service status validate' ;;
    *) REPLY='' ;;
  esac
}

# the options of a command, each as NAMES:VALUE:again
_jetpack_options() {
  case $1 in
    '') REPLY='--home:folder: --verbose:: -h,--help:: -v,--version::' ;;
    'config') REPLY='--json::' ;;
    'converge') REPLY='--cluster-init:: --skip-chef:: --mode:install,maintenance,: --rerun:any:again --rerun-changed:: --test:: --dry-run:: --status::' ;;
    'healthcheck list') REPLY='--json::' ;;
    'healthcheck run') REPLY='--format:text,json,: --parallel:any: --act::' ;;
    'healthcheck status') REPLY='--json::' ;;
    'healthcheck validate') REPLY='--format:text,json,junit,github,: --fail-on:warning,error,: --run:: --twice:: --expect:terminate,:' ;;
    'install') REPLY='--root:folder: --dry-run:: --no-start:: --sudo::' ;;
    'keepalive') REPLY='--reason:any:' ;;
    'log') REPLY='--level:info,warn,error,: -p,--priority:low,medium,high,: --timeout:any: --wait:: --no-wait::' ;;
    'send') REPLY='-f,--file:file: -r,--routing-key:any: --header:any:again --content-type:any: --timeout:any: --wait:: --no-wait::' ;;
    'uninstall') REPLY='--root:folder: --purge:: --dry-run::' ;;
    *) REPLY='' ;;
  esac
  if [[ $1 ]]; then
    REPLY+=' --home:folder: --verbose:: -h,--help::'
  fi
}

# what the other words of a command are, as VALUE:again
_jetpack_arguments() {
  case $1 in
    'config') REPLY='any:again' ;;
    'healthcheck run') REPLY='file:again' ;;
    'healthcheck validate') REPLY='file:again' ;;
    'help') REPLY='command:again' ;;
    'keepalive') REPLY='forever,status,cancel,:' ;;
    'log') REPLY='any:' ;;
    'send') REPLY='any:' ;;
    *) REPLY='' ;;
  esac
}

# finds the option $2 of the command $1
_jetpack_find() {
  local entry
  _jetpack_options "$1"
  for entry in $REPLY; do
    if [[ ,${entry%%:*}, == *",$2,"* ]]; then
      REPLY=$entry
      return
    fi
  done
  REPLY='::'
}

# offers what begins with $2: of words, files or folders; bash itself completes the latter
_jetpack_offer() {
  case $1 in
    file) compopt -o default ;;
    folder) compopt -o dirnames ;;
    *,*) mapfile -t COMPREPLY < <(compgen -W "${1//,/ }" -- "$2") ;;
  esac
}

_jetpack() {
  local IFS=$' \t\n' REPLY word entry value glued command asked given=, ended='' taking='' i
  local -i arguments=0
  local -a words=() offered=()
  COMPREPLY=()
  command='' asked='' glued=''
  # bash takes --level=warn for three words
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ ${#words[@]} -gt 0 && ($glued || $word == [=:]*) ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    glued=''
    [[ $word == *[=:] ]] && glued=yes
  done
  # all but the last
  for ((i = 0; i < ${#words[@]} - 1; i++)); do
    word=${words[i]}
    if [[ $taking ]]; then
      taking=''
    elif [[ ! $ended && $word == -- ]]; then
      ended=yes
    elif [[ $ended || $word != -?* ]]; then
      _jetpack_next "$command"
      if ((arguments == 0)) && [[ ! $ended && " $REPLY " == *" $word "* ]]; then
        command=${command:+$command }$word
      else
        arguments+=1
        asked=${asked:+$asked }$word
      fi
    else
      _jetpack_find "$command" "${word%%=*}"
      given+=${REPLY%%:*},
      value=${REPLY#*:}
      [[ $word == *=* ]] || taking=${value%%:*}
    fi
  done
  word=${words[i]}
  if [[ $taking ]]; then
    _jetpack_offer "$taking" "$word"
  elif [[ ! $ended && $word == -*=* ]]; then
    _jetpack_find "$command" "${word%%=*}"
    value=${REPLY#*:}
    _jetpack_offer "${value%%:*}" "${word#*=}"
  elif [[ ! $ended && $word == -* ]]; then
    _jetpack_options "$command"
    for entry in $REPLY; do
      # each once, unless it may be repeated
      if [[ $entry == *:again || $given != *",${entry%%:*},"* ]]; then
        entry=${entry%%:*}
        offered+=("${entry//,/ }")
      fi
    done
    mapfile -t COMPREPLY < <(compgen -W "${offered[*]}" -- "$word")
  else
    _jetpack_arguments "$command"
    value=${REPLY%%:*}
    if [[ $value == command ]]; then
      _jetpack_next "$asked"
      value=${REPLY// /,},
    elif ((arguments > 0)) && [[ $REPLY != *:again ]]; then
      value=''
    fi
    _jetpack_next "$command"
    if ((arguments == 0)) && [[ $REPLY ]]; then
      value=${REPLY// /,},
    fi
    _jetpack_offer "$value" "$word"
  fi
}

complete -F _jetpack jetpack
