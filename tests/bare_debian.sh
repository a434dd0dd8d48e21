#!/usr/bin/env bash
# Proves the README's commands on an empty Debian: debootstrap into a folder, chroot, clone, make.
#
#   sudo tests/bare_debian.sh [FOLDER [SUITE]]
#
# Needs root, debootstrap and the network; takes about ten minutes, so CI does not run it. The
# mirror, certificates and pip settings are this machine's own.
set -euo pipefail
# Mounts of our own: whatever becomes of this script, /dev here is safe.
[ -n "${BARE_DEBIAN:-}" ] || BARE_DEBIAN=1 exec unshare --mount --propagation private "$0" "$@"
here=$(cd "$(dirname "$0")/.." && pwd)
root=${1:-/tmp/bare-debian}
suite=${2:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -1)

command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap
[ -x "$root/usr/bin/make" ] ||
  debootstrap --variant=minbase --include=git,make,ca-certificates,python3 \
    "$suite" "$root" "$mirror"

cp /etc/resolv.conf /etc/hosts "$root/etc/"
rm -f "$root/etc/apt/sources.list"
cp -r /etc/apt/sources.list* /etc/apt/apt.conf.d "$root/etc/apt/" 2>/dev/null || true
mkdir -p "$root/etc/ssl/certs" && cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
pip_settings=$(env | grep '^PIP_' || true)
for at in proc dev dev/shm sys; do
  mkdir -p "$root/$at"
  mountpoint -q "$root/$at" || mount --bind "/$at" "$root/$at"
done

rm -rf "$root/root/claims"
git clone -q "file://$here" "$root/root/claims"
inside() {
  # shellcheck disable=SC2086  # one word a setting
  chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 $pip_settings bash -c "cd /root/claims && $1"
}

echo "== without rights: the command to run, and exit code 4"
chroot "$root" id nobody >/dev/null
chmod 755 "$root/root" # nobody must get there
set +e
chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin setpriv --reuid=nobody --clear-groups \
  bash -c 'cd /root/claims && ./setup.sh'
code=$?
set -e
if chroot "$root" bash -c 'command -v tesseract' >/dev/null; then
  echo "(Tesseract is there already from an earlier run: not checked)"
else
  [ "$code" = 4 ] || { echo "expected exit code 4, got $code"; exit 1; }
fi

echo "== make test"; inside "time make test"
echo "== make run"; inside "time make run && ls -l outputs && test -s outputs/claims.xlsx"
echo "== nothing missing: under two seconds"
inside 'began=$(date +%s%N); make setup; took=$(( ($(date +%s%N) - began) / 1000000 )); echo "$took ms"; test $took -lt 2000'
echo "== a run with nothing to do"; inside "time make run"
echo "bare Debian: all good"
