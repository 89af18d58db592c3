#!/usr/bin/env bash
# Feeds made-up packets and parameter sets to the depacketizers: tools/fuzz-units.sh [iterations, 10000000 without]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build tests/FalconEye.Rtsp.Tests -c Release --nologo -v quiet -clp:NoSummary
FUZZ_ITERATIONS=${1:-10000000} artifacts/bin/FalconEye.Rtsp.Tests/release/FalconEye.Rtsp.Tests -noColor -class FalconEye.Rtsp.Tests.Units.HostilePacketTests
