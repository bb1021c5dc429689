#!/bin/sh
# Creates ampwire.aot beside the application from one run of the demo, so that Java 25 starts faster.
# The cache fits this Java, this folder and this processor only; where it does not fit, Java starts
# without it and prints nothing.
#   usage: aot-cache.sh JAVA APPLICATION-FOLDER [SECONDS]
# The demo runs for SECONDS (12) once it is up.
set -eu
if [ $# -lt 2 ]; then
  sed -n 2,6p "$0" >&2
  exit 2
fi
java=$1
folder=$2
seconds=${3:-12}
cd "$folder"
rm -f ampwire.aot
said=$(mktemp)
trap 'rm -f "$said"' EXIT
# Every deployment here uses this collector; Java may ignore a cache made with another one.
"$java" -XX:+UseSerialGC -XX:AOTCacheOutput=ampwire.aot -Dquarkus.http.port=0 -Dquarkus.management.port=0 \
  -jar quarkus-run.jar demo >"$said" 2>&1 &
demo=$!
until grep -q 'Listening on' "$said"; do
  if ! kill -0 "$demo" 2>/dev/null; then
    cat "$said" >&2
    echo "aot-cache.sh: the demo did not start" >&2
    exit 1
  fi
  sleep 1
done
sleep "$seconds"
kill -TERM "$demo"
wait "$demo" || true
if [ ! -s ampwire.aot ]; then
  cat "$said" >&2
  echo "aot-cache.sh: the demo wrote no cache; Java 25 or newer is required" >&2
  exit 1
fi
echo "$folder/ampwire.aot: use it with -XX:AOTCache=ampwire.aot in $folder"
