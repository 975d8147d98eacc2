#!/bin/sh
# build_deb.sh: this repository -> Debian packages in the folder BUILD/deb.
#   build_deb.sh BUILD VERSION PACKAGES      the packages that a build needs
set -eu
folder=$1/deb/whosaid-$2
rm -rf "$1/deb" && mkdir -p "$folder"
tar -c --exclude=./build* --exclude=./.git --exclude=./src/python/build . | tar -x -C "$folder"
cp -R src/package/debian "$folder/debian"
needed=$(echo "$3" | sed 's/gcc libc6-dev binutils pkg-config //; s/ /, /g')
sed -i "s/@BUILD_PACKAGES@/$needed/" "$folder/debian/control"
sed '1,2d; s/^$/./; s/^/ /' LICENSE > "$folder/debian/licence"
sed -i -e "/@LICENSE@/{r $folder/debian/licence
d}" "$folder/debian/copyright"
date=$(git log -1 --format=%cD 2>/dev/null || date -R)
printf 'whosaid (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- The whosaid authors <whosaid@example.org>  %s\n' "$2" "$date" \
  > "$folder/debian/changelog"
cd "$folder"
dpkg-buildpackage -b -us -uc -j"$(nproc)"
