#!/usr/bin/env bash
# The device grant (RFC 8628): ./notes.sh [issuer] [address of the notes API]
set -euo pipefail

issuer=${1:-http://localhost:9000}
api=${2:-http://localhost:8090}
client=demo-device

metadata=$(curl -sSf "$issuer/.well-known/openid-configuration")
token_endpoint=$(jq -r .token_endpoint <<<"$metadata")
device_endpoint=$(jq -r .device_authorization_endpoint <<<"$metadata")

device=$(curl -sSf "$device_endpoint" -d "client_id=$client" --data-urlencode 'scope=openid notes:read')
jq -r '"Open \(.verification_uri) and type the code \(.user_code)"' <<<"$device"

device_code=$(jq -r .device_code <<<"$device")
interval=$(jq -r '.interval // 5' <<<"$device")
deadline=$((SECONDS + $(jq -r .expires_in <<<"$device")))
while :; do
  sleep "$interval"
  # From a file descriptor and not as an argument: a command line can be read by everybody on the machine.
  answer=$(curl -sS "$token_endpoint" -d "client_id=$client" \
    -d grant_type=urn:ietf:params:oauth:grant-type:device_code \
    --data-urlencode device_code@<(printf %s "$device_code"))
  case $(jq -r '.error // "none"' <<<"$answer") in
    none) break ;;
    authorization_pending) ;;
    slow_down) interval=$((interval + 5)) ;;
    *) jq -r '"Not allowed: \(.error)"' <<<"$answer" >&2; exit 1 ;;
  esac
  [ "$SECONDS" -lt "$deadline" ] || { echo 'Nobody allowed it in time.' >&2; exit 1; }
done

echo 'Allowed. The notes:'
curl -sSf "$api/notes" -H @<(jq -r '"Authorization: Bearer \(.access_token)"' <<<"$answer") |
  jq -r '.notes[] | "- \(.title)"'
