#!/usr/bin/env bash
# One comment in the pull request, found again by its first line, so that a new run updates it.
set -euo pipefail

mark='<!-- opencx-conformance -->'
body=$(printf '%s\n' "$mark" && cat "$SUMMARY")
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
known=$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | head -n 1)
if [ -n "$known" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$known" -f body="$body" >/dev/null
else
  gh api --method POST "$comments" -f body="$body" >/dev/null
fi
