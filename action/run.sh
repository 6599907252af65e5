#!/usr/bin/env bash
# Gets gonogo, lets it decide, and ends as its exit code and `fail-on` say. What is asked comes by
# variables, which only gonogo reads.
set -euo pipefail
# One stream: the line that silences commands of others has to come before all that they say.
exec 2>&1

gonogo=$(bash "$GITHUB_ACTION_PATH/action/install.sh")

code=0
"$gonogo" ci github || code=$?
printf 'exit-code=%d\n' "$code" >>"$GITHUB_OUTPUT"

case "$code/$GONOGO_INPUT_FAIL_ON" in
  0/*) ;;
  10/rollback | 10/never | 20/never) ;; # decisions that shall not fail the step
  *) exit "$code" ;;
esac
