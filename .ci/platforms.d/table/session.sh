# number, name, state, parent, group, session, terminal
read -r number _ _ _ group session terminal _ <"/proc/$$/stat"
[ "$number" = "$group" ] && [ "$number" = "$session" ] && echo "leads its session and its group, terminal $terminal"
