#!/bin/sh
# Creates a cache of loaded classes beside the application from one run of the demo, so that Java starts
# it faster and with less memory: ampwire.aot with Java 25 or newer, ampwire.jsa with an older one. The
# file cache.env names it in the form that the systemd unit reads. The cache fits this Java, this folder
# and this processor only; where it does not fit, Java starts without it.
#   usage: aot-cache.sh JAVA APPLICATION-FOLDER [SECONDS]
# The demo runs for SECONDS (12) once it is up, and polls as often as it may: Java 25 also keeps how often
# methods ran, and compiles those first. With TO=FOLDER the files go there, for an application that
# is started by its absolute path; without, for one that is started in its folder.
set -eu
if [ $# -lt 2 ]; then
  sed -n 2,9p "$0" >&2
  exit 2
fi
java=$1
folder=$(cd "$2" && pwd)
seconds=${3:-12}
to=${TO:-$folder}
jar=${TO:+$folder/}quarkus-run.jar
cd "$to"
rm -f ampwire.aot ampwire.jsa cache.env
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
if [ "${version%%.*}" -ge 25 ]; then
  cache=ampwire.aot
  create=-XX:AOTCacheOutput
  use=-XX:AOTCache
else
  cache=ampwire.jsa
  create=-XX:ArchiveClassesAtExit
  use=-XX:SharedArchiveFile
fi
# Every deployment here uses this collector; Java may ignore a cache made with another one.
"$java" -XX:+UseSerialGC "$create=$cache" -Dquarkus.http.port=0 -Dquarkus.management.port=0 \
  -Dampwire.demo.poll=50ms \
  -jar "$jar" demo >"$work/said" 2>&1 &
demo=$!
trap 'kill "$demo" 2>/dev/null || true; rm -rf "$work"' EXIT
until grep -q 'Listening on' "$work/said"; do
  if ! kill -0 "$demo" 2>/dev/null; then
    cat "$work/said" >&2
    echo "aot-cache.sh: the demo did not start" >&2
    exit 1
  fi
  sleep 1
done
sleep "$seconds"
kill -TERM "$demo"
wait "$demo" || true
if [ ! -s "$cache" ]; then
  cat "$work/said" >&2
  echo "aot-cache.sh: the demo wrote no cache" >&2
  exit 1
fi
# A Java that knows no such cache ignores the option.
echo "JAVA_CLASS_CACHE=-XX:+IgnoreUnrecognizedVMOptions $use=$folder/$cache" >cache.env
echo "$to/$cache: use it with $use=$folder/$cache"
