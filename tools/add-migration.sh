#!/usr/bin/env bash
# Adds a migration to both databases: tools/add-migration.sh AddSomething
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?Usage: tools/add-migration.sh NameOfTheMigration}
dotnet tool restore
for provider in Sqlite Postgres; do
  dotnet ef migrations add "$name" --project src/FalconEye.Data \
    --context "${provider}FalconEyeContext" --output-dir "$provider/Migrations"
done
