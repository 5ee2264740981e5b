#!/usr/bin/env bash
# client_credentials with a secret: CLIENT_SECRET=… ./users.sh [issuer]
set -euo pipefail

issuer=${1:-http://localhost:9000}
client=demo-script

# Files and not arguments: a command line can be read by everybody on the machine.
answer=$(curl -sSf "$issuer/oauth2/token" -K <(printf 'user = "%s:%s"\n' "$client" "$CLIENT_SECRET") \
  -d grant_type=client_credentials -d scope=users:read)
curl -sSf "$issuer/api/admin/users" -H @<(jq -r '"Authorization: Bearer \(.access_token)"' <<<"$answer") |
  jq -r '.users[].username'
