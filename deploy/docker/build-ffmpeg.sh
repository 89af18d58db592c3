#!/usr/bin/env bash
# Builds the images' ffmpeg and ffprobe, in the build stages of the Dockerfiles beside it: Debian's source, which the tests run as
# Debian's package, with everything that reads cameras, and only the encoders and formats that we write. The package would bring
# 430 MB of libraries for screens, sound cards and discs.
#   build-ffmpeg.sh FOLDER    with TARGETARCH=amd64|arm64, as Docker Buildx sets it
set -euo pipefail

folder=${1:?Usage: build-ffmpeg.sh FOLDER}
case ${TARGETARCH:?Set it to amd64 or arm64.} in
  amd64) triple=x86_64-linux-gnu compiler=gcc-x86-64-linux-gnu ;;
  arm64) triple=aarch64-linux-gnu compiler=gcc-aarch64-linux-gnu ;;
  *) echo "TARGETARCH is $TARGETARCH; it must be amd64 or arm64." >&2; exit 2 ;;
esac
[ "$(uname -m)" != "${triple%%-*}" ] || compiler=gcc

sed -i 's/^Types: deb$/Types: deb deb-src/' /etc/apt/sources.list.d/debian.sources
dpkg --add-architecture "$TARGETARCH"
apt-get update
apt-get install -y --no-install-recommends dpkg-dev make nasm pkg-config "$compiler" libc6-dev \
  "libc6-dev:$TARGETARCH" "libx264-dev:$TARGETARCH" "libgnutls28-dev:$TARGETARCH"

cd "$(mktemp -d)"
apt-get source ffmpeg
cd ffmpeg-*/
export PKG_CONFIG_LIBDIR=/usr/lib/$triple/pkgconfig
# No "--disable-everything": whatever decoder, format or filter a camera may need is FFmpeg's own and stays.
./configure --enable-cross-compile --cross-prefix="$triple-" --arch="${triple%%-*}" --target-os=linux --pkg-config=pkg-config \
  --disable-autodetect --disable-doc --disable-debug --disable-ffplay --disable-avdevice \
  --disable-encoders --enable-encoder=aac,libx264,mjpeg --disable-muxers --enable-muxer=image2,image2pipe,mjpeg,mov,mp4,null \
  --enable-gpl --enable-libx264 --enable-gnutls
make -j"$(nproc)" ffmpeg ffprobe
"$triple-strip" ffmpeg ffprobe
install -D -t "$folder" ffmpeg ffprobe
