# Reads folders, one a line, until the pipe closes because the test run has ended, in whatever
# way. Then it waits for what still runs there, ends it, and removes the folders.
# $0 is the name of the file in a folder that has the number of its process.
folders=$(cat)
set -f
IFS='
'

something_runs() {
  for folder in $folders; do
    pid=$(cat "$folder/$0" 2>/dev/null) && kill -s 0 "$pid" 2>/dev/null && return 0
  done
  return 1
}

tries=30
while [ "$tries" -gt 0 ] && something_runs; do
  sleep 0.1
  tries=$((tries - 1))
done
for folder in $folders; do
  pid=$(cat "$folder/$0" 2>/dev/null) && kill -s KILL -- "-$pid" 2>/dev/null
  rm -rf -- "$folder" || { sleep 0.2; rm -rf -- "$folder"; }
done
