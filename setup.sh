#!/usr/bin/env bash
# Installs what is missing and nothing else: Tesseract with English, and .venv with the
# locked Python packages. Asks nothing; exits with 4 and the command to run when it may not.
set -euo pipefail
cd "$(dirname "$0")"

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$*"; exit 4; }

python=${PYTHON:-python3}
command -v "$python" >/dev/null || stop "python3 is missing. Run: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  stop "$("$python" --version) is too old; 3.11 or later is needed. Set PYTHON=python3.11 (or later)."

missing=()
has_english() { tesseract --list-langs 2>/dev/null | grep -qx eng; }
command -v tesseract >/dev/null || missing+=(tesseract-ocr)
has_english || missing+=(tesseract-ocr-eng)
# The stamp says which lock file, interpreter and folder .venv was made from.
wanted=$(cat requirements.lock pyproject.toml <("$python" --version; pwd) | sha256sum)
made_from=$(cat .venv/.made-from 2>/dev/null || true)
[ "$made_from" = "$wanted" ] || "$python" -c 'import ensurepip, venv' 2>/dev/null ||
  missing+=(python3-venv)

if [ ${#missing[@]} -gt 0 ]; then
  install="apt-get install -y --no-install-recommends ${missing[*]}"
  command -v apt-get >/dev/null ||
    stop "Missing: ${missing[*]} (Debian's names). Install them with this system's package manager, then run this again."
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || stop "Missing: ${missing[*]}. Run: sudo apt-get update && sudo $install"
    as_root=(sudo -n)
  fi
  say "installing ${missing[*]} (apt-get)"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086  # the words of the command are meant to part
  { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" $install -qq; } >/dev/null ||
    stop "apt-get failed, see above. Mend it, or run: $install"
  has_english || stop "Tesseract does not find English. Run: $install tesseract-ocr-eng"
fi

if [ "$made_from" != "$wanted" ]; then
  say "making .venv (about a minute)"
  "$python" -m venv --clear .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes -r requirements.lock ||
    stop "the Python packages could not be installed, see above. Check the network, then run this again."
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-build-isolation --editable . ||
    stop "the package itself could not be installed, see above."
  printf '%s\n' "$wanted" >.venv/.made-from
  say "done: .venv/bin/claims --help"
fi
