{{/* The bridge's configuration. What is secret is never here, only where its file is. */}}
{{- define "ampwire.env" -}}
- { name: JDK_JAVA_OPTIONS, value: {{ .Values.javaOptions | quote }} }
- { name: AMPWIRE_BRIDGE_ID, value: {{ .Values.bridgeId | quote }} }
- { name: AMPWIRE_BASE_TOPIC, value: {{ .Values.baseTopic | quote }} }
- { name: AMPWIRE_INVENTORY, value: /etc/ampwire/inventory/inventory.yaml }
- { name: AMPWIRE_DATA_DIR, value: /var/lib/ampwire }
{{- if .Values.existingMaps }}
- { name: AMPWIRE_MAPS, value: /etc/ampwire/maps }
{{- end }}
- { name: AMPWIRE_MQTT_URL, value: {{ required "mqtt.url: say where the broker is, for example mqtts://broker.example:8883" .Values.mqtt.url | quote }} }
{{- with .Values.mqtt.username }}
- { name: AMPWIRE_MQTT_USERNAME, value: {{ . | quote }} }
{{- end }}
{{- if .Values.mqtt.existingSecret }}
- { name: AMPWIRE_MQTT_PASSWORD_FILE, value: /etc/ampwire/mqtt/password }
{{- end }}
{{- if .Values.mqtt.tls.existingSecret }}
- { name: AMPWIRE_MQTT_TLS_CA_FILE, value: /etc/ampwire/mqtt-tls/ca.crt }
{{- if .Values.mqtt.tls.mutual }}
- { name: AMPWIRE_MQTT_TLS_CERTIFICATE_FILE, value: /etc/ampwire/mqtt-tls/tls.crt }
- { name: AMPWIRE_MQTT_TLS_KEY_FILE, value: /etc/ampwire/mqtt-tls/tls.key }
{{- end }}
{{- end }}
{{- if .Values.mqtt.allowPlaintext }}
- { name: AMPWIRE_MQTT_ALLOW_PLAINTEXT, value: "true" }
{{- end }}
- { name: AMPWIRE_HOMEASSISTANT_ENABLED, value: {{ .Values.homeassistant.enabled | quote }} }
- { name: AMPWIRE_HOMEASSISTANT_PREFIX, value: {{ .Values.homeassistant.prefix | quote }} }
{{- if eq .Values.ownership.mode "kubernetes" }}
- { name: AMPWIRE_OWNERSHIP_MODE, value: kubernetes }
- { name: AMPWIRE_OWNERSHIP_SHARDS, value: {{ .Values.ownership.shards | quote }} }
- { name: AMPWIRE_OWNERSHIP_LEASE, value: {{ .Values.ownership.lease | quote }} }
- { name: AMPWIRE_OWNERSHIP_JOIN_DELAY, value: {{ .Values.ownership.joinDelay | quote }} }
- { name: AMPWIRE_OWNERSHIP_MEMBER, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
- { name: AMPWIRE_OWNERSHIP_POD_UID, valueFrom: { fieldRef: { fieldPath: metadata.uid } } }
- { name: AMPWIRE_OWNERSHIP_NAMESPACE, valueFrom: { fieldRef: { fieldPath: metadata.namespace } } }
{{- end }}
- { name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
- { name: QUARKUS_MANAGEMENT_HOST, value: $(POD_IP) }
{{- if .Values.http.enabled }}
- { name: QUARKUS_HTTP_HOST, value: $(POD_IP) }
- { name: AMPWIRE_HTTP_ALLOW_ANONYMOUS, value: {{ .Values.http.allowAnonymous | quote }} }
{{- if .Values.http.tokens.existingSecret }}
- { name: AMPWIRE_HTTP_TOKEN_FILE, value: /etc/ampwire/http/readers }
{{- if .Values.http.tokens.operators }}
- { name: AMPWIRE_HTTP_OPERATOR_TOKEN_FILE, value: /etc/ampwire/http/operators }
{{- end }}
{{- end }}
{{- if .Values.http.control }}
{{- if not (and .Values.http.tokens.existingSecret .Values.http.tokens.operators) }}
{{- fail "http.control: only who shows a token may command; set http.tokens.existingSecret and http.tokens.operators" }}
{{- end }}
- { name: AMPWIRE_CONSOLE_CONTROL, value: "true" }
{{- end }}
{{- end }}
{{- range $name, $value := .Values.env }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- end -}}
