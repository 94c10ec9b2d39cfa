#!/usr/bin/env bash
# Judges the provider that the inputs name. Its exit code is that of the suite: 0 conformant, 1 not, 2 usage, 3 could not tell.
set -uo pipefail

suite=${OPENCX_CONFORMANCE:-npx --yes opencx-conformance}
folder=${INPUT_REPORT_DIR:-opencx-conformance}
mkdir -p "$folder" || exit 2

options=(--report-dir "$folder")
for format in json html junit markdown annotations; do options+=(--report "$format"); done
give() { if [ -n "$2" ]; then options+=("$1" "$2"); fi; }
give --wait "${INPUT_WAIT:-}"
give --start "${INPUT_START:-}"
give --profile "${INPUT_PROFILE:-}"
give --fail-on "${INPUT_FAIL_ON:-}"
give --baseline "${INPUT_BASELINE:-}"
give --shard "${INPUT_SHARD:-}"
give --seed "${INPUT_SEED:-}"
if [ "${INPUT_STRICT:-false}" = true ]; then options+=(--strict); fi

# The suite and the further options are words of a command line, and are split as such.
# shellcheck disable=SC2086
$suite provider "${options[@]}" ${INPUT_ARGS:-}
code=$?

if [ -s "$folder/annotations.txt" ]; then cat "$folder/annotations.txt"; fi
if [ -s "$folder/report.json" ]; then
  verdict=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).verdict' "$folder/report.json")
  {
    echo "verdict=$verdict"
    echo "report=$folder/report.json"
    echo "page=$folder/report.html"
  } >>"${GITHUB_OUTPUT:-/dev/null}"
fi
exit "$code"
