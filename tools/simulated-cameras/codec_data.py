"""Decoder configuration records, from which GStreamer writes the SDP without waiting for a keyframe."""

import footage


def avc_configuration(track: footage.VideoTrack) -> bytes:
    """AVCDecoderConfigurationRecord of ISO/IEC 14496-15, 5.3.3.1."""
    sps, pps = track.parameter_sets
    head = bytes([1, sps[1], sps[2], sps[3], 0xFF, 0xE1])
    return head + _sized(sps) + b"\x01" + _sized(pps)


def hevc_configuration(track: footage.VideoTrack) -> bytes:
    """HEVCDecoderConfigurationRecord of ISO/IEC 14496-15, 8.3.3.1; 4:2:0 with 8 bits, as the footage is."""
    sps = next(unit for unit in track.parameter_sets if footage.nal_type("h265", unit) == 33)
    profile_tier_level = sps.replace(b"\0\0\3", b"\0\0")[3:15]
    head = b"\x01" + profile_tier_level + bytes([0xF0, 0, 0xFC, 0xFD, 0xF8, 0xF8, 0, 0, 0x0F, len(track.parameter_sets)])
    return head + b"".join(bytes([0x80 | footage.nal_type("h265", unit), 0, 1]) + _sized(unit) for unit in track.parameter_sets)


def aac_configuration(rate: int) -> bytes:
    """AudioSpecificConfig of ISO/IEC 14496-3 for AAC-LC with one channel."""
    frequencies = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000]
    return (2 << 11 | frequencies.index(rate) << 7 | 1 << 3).to_bytes(2, "big")


def _sized(unit: bytes) -> bytes:
    return len(unit).to_bytes(2, "big") + unit
