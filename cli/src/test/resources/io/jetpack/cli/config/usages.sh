#!/bin/bash
# How scripts of the field call jetpack config.
set -euo pipefail

echo "cluster: $(jetpack config cyclecloud.cluster.name)"
name=$(jetpack config cyclecloud.node.name unknown)
echo "node: $name"

if [ "$(jetpack config cyclecloud.cluster.autoscale.stop_enabled)" == "True" ]; then
  echo "stops by itself"
fi
if [[ $(jetpack config no True) == "False" ]]; then
  echo "a False that is there beats the default"
fi
if [ "$(jetpack config cyclecloud.none.enabled False)" == "True" ]; then
  echo "never"
fi

mode=$(jetpack config cyclecloud.none.mode 2>/dev/null || echo fallback)
echo "mode: $mode"
jetpack config cyclecloud.none.mode || echo "exit code $?"
jetpack config cyclecloud.none.mode >/dev/null 2>&1 || echo "quiet exit code $?"

empty=$(jetpack config cyclecloud.none.text "")
echo "empty: '$empty' ${#empty}"
if [ -z "$(jetpack config cyclecloud.none.text '')" ]; then echo "nothing"; fi

timeout=$(jetpack config cyclecloud.cluster.autoscale.idle_time_after_jobs 300)
echo "half: $((timeout / 2))"
if [ "$(jetpack config cyclecloud.node.placement_group None)" == "None" ]; then echo "no placement group"; fi

jetpack config roles | tr -d "[]'," | wc -w
jetpack config --json | jq -r '.cyclecloud.config.web_server'
jetpack config cyclecloud.cluster --json | jq -r '.autoscale.idle_time_before_jobs'
jetpack config --json cyclecloud.cluster.name | jq -r '."cyclecloud.cluster.name"'
jetpack config roles --json | jq -r '.roles[3]' | od -An -tx1
jetpack config cyclecloud.cluster_init_specs --json | jq -r '."cyclecloud.cluster_init_specs"[].project'
password=$(jetpack config cyclecloud.config.password)
echo "password of ${#password} letters"
for spec in 0 1; do
  jetpack config "cyclecloud.cluster_init_specs.$spec.spec"
done
jetpack config text | while read -r line; do echo "line: $line"; done
jetpack config żółw.日本
LC_ALL=C jetpack config cyclecloud.cluster.id | od -An -c
