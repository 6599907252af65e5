#!/usr/bin/env bash
# Prints the path of gonogo: the one that the caller names, or one that is downloaded and has the
# checksum that was committed beside this script. Inputs are never printed: they may hold commands.
set -euo pipefail

refuse() {
  printf '::error title=gonogo::%s\n' "$1" >&2
  exit 1
}

checksum() {
  if command -v sha256sum >/dev/null; then
    sha256sum <"$1"
  else
    shasum -a 256 <"$1"
  fi | cut -d ' ' -f 1
}

if [ -n "$GONOGO_ACTION_PATH" ]; then
  if [ ! -f "$GONOGO_ACTION_PATH" ] || [ ! -x "$GONOGO_ACTION_PATH" ]; then
    refuse "gonogo-path names no program that can be run on this runner"
  fi
  printf '%s\n' "$GONOGO_ACTION_PATH"
  exit
fi

case "$RUNNER_OS-$RUNNER_ARCH" in
  Linux-X64) target=x86_64-unknown-linux-musl ;;
  Linux-ARM64) target=aarch64-unknown-linux-musl ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  *) refuse "there is no gonogo for this runner: build one, and give its path as gonogo-path" ;;
esac

table=$GITHUB_ACTION_PATH/action/checksums.txt
version=$GONOGO_ACTION_VERSION wanted="" last=""
while read -r sum file; do
  case "$file" in
    gonogo-*-"$target") last=${file#gonogo-} last=${last%-"$target"} ;;
    *) continue ;;
  esac
  if [ "$last" = "${version:-$last}" ]; then wanted=$sum found=$last; fi
done <"$table"
[ -n "$last" ] ||
  refuse "no release is listed in action/checksums.txt: build gonogo (cargo build --release) or bring it along, and give its path as gonogo-path"
[[ "$wanted" =~ ^[0-9a-f]{64}$ ]] ||
  refuse "action/checksums.txt has no checksum for this version and runner: leave version out, or use the action at the tag of that version"

mirror=$GONOGO_ACTION_MIRROR
if [ -z "$mirror" ]; then
  [ -n "$GONOGO_ACTION_REPOSITORY" ] ||
    refuse "the action does not know where it comes from: give mirror, or gonogo-path"
  mirror=$GITHUB_SERVER_URL/$GONOGO_ACTION_REPOSITORY/releases/download
fi

folder=$(mktemp -d "$RUNNER_TEMP/gonogo.XXXXXX")
curl --proto '=http,https' --proto-redir '=https' --silent --fail --location --retry 2 \
  --max-time 300 --max-filesize 200000000 --output "$folder/download" \
  -- "$mirror/v$found/gonogo-$found-$target" ||
  refuse "gonogo could not be downloaded: is there a release of this version, and can the runner reach it?"
[ "$(checksum "$folder/download")" = "$wanted" ] ||
  refuse "what was downloaded is not the gonogo of action/checksums.txt: its checksum differs, and it is not run"
mv "$folder/download" "$folder/gonogo"
chmod 700 "$folder/gonogo"
printf '%s\n' "$folder/gonogo"
