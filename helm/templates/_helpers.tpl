{{- define "ampwire.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "ampwire.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The pod of helm test: neither a bridge of the services nor under the bridge's network policy. */}}
{{- define "ampwire.testSelector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "ampwire.labels" -}}
{{ include "ampwire.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "ampwire.serviceAccount" -}}
{{- default (include "ampwire.name" .) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "ampwire.image" -}}
{{- $repository := required "image.repository: say where the image was pushed" .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "ampwire.inventory" -}}
{{- default (printf "%s-inventory" (include "ampwire.name" .)) .Values.existingInventory -}}
{{- end -}}

{{/* The port that mqtt.url names, or the scheme's. */}}
{{- define "ampwire.brokerPort" -}}
{{- $address := required "mqtt.url: say where the broker is, for example mqtts://broker.example:8883" .Values.mqtt.url | urlParse -}}
{{- $port := regexFind "[0-9]+$" (regexFind ":[0-9]+$" $address.host) -}}
{{- default (ternary "8883" "1883" (eq $address.scheme "mqtts")) $port -}}
{{- end -}}
