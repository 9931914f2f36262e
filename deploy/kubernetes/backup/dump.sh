#!/bin/sh
# One dump of the database, and the daily roots of the audit log beside it, for the CronJob here and for docker-compose.yml.
# What stands under its name is whole: until then it has another one. Needs pg_dump not older than the server.
#   DATABASE_URL   as a user who may pass row-level security (docs/runbooks/restore.md)
#   BACKUP_FOLDER  /backup
#   KEEP_DAYS      14
set -eu
umask 077
folder="${BACKUP_FOLDER:-/backup}"
name="orbisvoice-$(date -u +%Y%m%dT%H%M%SZ).dump"
part="$folder/.$name.part"
trap 'rm -f "$part" "$folder/.roots"' EXIT

pg_dump --format=custom --file="$part" "$DATABASE_URL"
pg_restore --list "$part" | grep -q 'TABLE DATA public calls '
mv "$part" "$folder/$name"

# Only ever added to: a root that was changed later stands beside the one that was written first.
roots="$folder/audit-roots.txt"
touch "$roots"
psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 \
  --command="select day || '=' || root from audit_roots order by day" "$DATABASE_URL" >"$folder/.roots"
grep -vxF -f "$roots" "$folder/.roots" >>"$roots" || [ $? -eq 1 ]

find "$folder" -maxdepth 1 -name 'orbisvoice-*.dump' -mtime "+${KEEP_DAYS:-14}" -delete
echo "$folder/$name"
