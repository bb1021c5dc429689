#!/usr/bin/env bash
# Starts the bridge with the add-on's options. Every option sets the key of its name: bridge_id sets
# ampwire.bridge-id. Without a configured broker the script asks the Supervisor for its broker.
set -euo pipefail
umask 077

data=${DATA:-/data}
config=${CONFIG:-/config}
application=${APPLICATION:-/opt/ampwire}

while IFS= read -r option; do
  name=$(jq -r '.key' <<<"$option")
  value=$(jq -r '.value | tostring' <<<"$option")
  export "AMPWIRE_${name^^}=$value"
done < <(jq -c 'to_entries[] | select(.value != null and .value != "")' "$data/options.json")

if [ -n "${AMPWIRE_INVENTORY:-}" ]; then
  export AMPWIRE_INVENTORY="$config/$AMPWIRE_INVENTORY"
elif [ -z "${AMPWIRE_CHARGERS:-}" ] && [ -f "$config/inventory.yaml" ]; then
  export AMPWIRE_INVENTORY="$config/inventory.yaml"
fi

if [ -z "${AMPWIRE_MQTT_URL:-}" ]; then
  answer=$(curl -fsS --max-time 10 -H "Authorization: Bearer ${SUPERVISOR_TOKEN:-}" \
    http://supervisor/services/mqtt) || {
    echo "no broker found: install the Mosquitto add-on, or set the option mqtt_url" >&2
    exit 2
  }
  broker() { jq -r ".data.$1 // empty" <<<"$answer"; }
  scheme=mqtt
  if [ "$(broker ssl)" = true ]; then
    scheme=mqtts
  else
    # Traffic between add-ons stays on this machine.
    export AMPWIRE_MQTT_ALLOW_PLAINTEXT=true
  fi
  AMPWIRE_MQTT_URL="$scheme://$(broker host):$(broker port)"
  AMPWIRE_MQTT_USERNAME=$(broker username)
  AMPWIRE_MQTT_PASSWORD=$(broker password)
  export AMPWIRE_MQTT_URL AMPWIRE_MQTT_USERNAME
fi

if [ -n "${AMPWIRE_MQTT_PASSWORD:-}" ]; then
  printf '%s\n' "$AMPWIRE_MQTT_PASSWORD" > "$data/mqtt-password"
  chmod 0600 "$data/mqtt-password"
  export AMPWIRE_MQTT_PASSWORD_FILE="$data/mqtt-password"
fi
unset AMPWIRE_MQTT_PASSWORD
[ -n "${AMPWIRE_MQTT_USERNAME:-}" ] || unset AMPWIRE_MQTT_USERNAME

export AMPWIRE_DATA_DIR="$data/ampwire"
# The Supervisor's watchdog asks from outside the container, which has this one address.
QUARKUS_MANAGEMENT_HOST=$(hostname -i | cut -d ' ' -f 1)
export QUARKUS_MANAGEMENT_HOST
# The bridge needs neither the Supervisor nor root, which only the folder of an add-on belongs to.
unset SUPERVISOR_TOKEN HASSIO_TOKEN
mkdir -p "$AMPWIRE_DATA_DIR"
as=()
if [ "$(id -u)" -eq 0 ]; then
  chown -R 65532:65532 "$AMPWIRE_DATA_DIR"
  [ ! -f "$data/mqtt-password" ] || chown 65532:65532 "$data/mqtt-password"
  # The options hold the password too, and stay readable by root alone.
  chmod 711 "$data"
  as=(setpriv --reuid 65532 --regid 65532 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all --)
fi
# Options that keep resident memory small: see docs/reference/sizing.md.
export MALLOC_ARENA_MAX=2
exec "${as[@]}" java -XX:+UseSerialGC -Xms16m -XX:MaxRAMPercentage=25 -XX:+IgnoreUnrecognizedVMOptions \
  -XX:SurvivorRatio=4 -XX:TargetSurvivorRatio=90 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:-ShrinkHeapInSteps -XX:TrimNativeHeapInterval=10000 -XX:+ExitOnOutOfMemoryError -jar "$application/quarkus-run.jar"
