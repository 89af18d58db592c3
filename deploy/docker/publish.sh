#!/usr/bin/env bash
# Publishes one program for the architecture that an image is built for, on the builder's own architecture: no compiler is emulated.
#   publish.sh PROJECT FOLDER [OPTION OF DOTNET PUBLISH...]    with TARGETARCH=amd64|arm64, as Docker Buildx sets it
# Runs in the build stages of the Dockerfiles beside it; by hand on Debian, it needs what install-toolchain.sh installs.
set -euo pipefail

project=${1:?Usage: publish.sh PROJECT FOLDER [OPTION...]} folder=${2:?Usage: publish.sh PROJECT FOLDER [OPTION...]}
shift 2

# Docker's name of an architecture, as .NET, GNU and Debian call it.
case ${TARGETARCH:?Set it to amd64 or arm64.} in
  amd64) rid=linux-x64 triple=x86_64-linux-gnu ;;
  arm64) rid=linux-arm64 triple=aarch64-linux-gnu ;;
  *) echo "TARGETARCH is $TARGETARCH; it must be amd64 or arm64." >&2; exit 2 ;;
esac

# Not "-r": that would name libraries a runtime too, of which their lock files know nothing.
arguments=(-p:RestoreLockedMode=true -c Release "-p:ProgramRuntime=$rid" -o "$folder" --nologo -v minimal "$@")
if [ "$(uname -m)" != "${triple%%-*}" ]; then
  # https://learn.microsoft.com/dotnet/core/deploying/native-aot/cross-compile: clang compiles for any architecture, and takes
  # linker and libraries of the other from Debian's cross packages.
  arguments+=("-p:ObjCopyName=$triple-objcopy")
fi
dotnet publish "src/$project/$project.csproj" "${arguments[@]}"

# Debugging symbols are several times the program.
rm -f "$folder"/*.dbg "$folder"/*.pdb "$folder"/*.xml
