#!/usr/bin/env bash
# Builds the images' ffmpeg and ffprobe, in the build stages of the Dockerfiles beside it: Debian's source, which the tests run as
# Debian's package, with what reads cameras, and only the encoders and formats that we write. The package would bring
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
# What a camera can send and what we write, and nothing else: every other parser is code that a camera could attack.
demuxers=aac,asf,concat,flv,h264,hevc,matroska,mjpeg,mov,mp3,mpegts,mpjpeg,rtp,rtsp,sdp,wav
decoders=aac,aac_latm,ac3,adpcm_g726,adpcm_g726le,av1,h263,h264,hevc,mjpeg,mp2,mp3,mpeg1video,mpeg2video,mpeg4,opus,pcm_alaw,pcm_mulaw,pcm_s16be,pcm_s16le,vp8,vp9
parsers=aac,aac_latm,ac3,av1,g729,h263,h264,hevc,mjpeg,mpeg4video,mpegaudio,mpegvideo,opus,vp8,vp9
protocols=file,http,https,pipe,rtp,srtp,tcp,tls,udp
./configure --enable-cross-compile --cross-prefix="$triple-" --arch="${triple%%-*}" --target-os=linux --pkg-config=pkg-config \
  --disable-autodetect --disable-doc --disable-debug --disable-ffplay --disable-avdevice \
  --disable-demuxers --enable-demuxer="$demuxers" --disable-decoders --enable-decoder="$decoders" \
  --disable-parsers --enable-parser="$parsers" --disable-protocols --enable-protocol="$protocols" \
  --disable-encoders --enable-encoder=aac,libx264,mjpeg --disable-muxers --enable-muxer=image2,image2pipe,mjpeg,mov,mp4,null \
  --enable-gpl --enable-libx264 --enable-gnutls
make -j"$(nproc)" ffmpeg ffprobe
"$triple-strip" ffmpeg ffprobe
install -D -t "$folder" ffmpeg ffprobe
