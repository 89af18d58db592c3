namespace FalconEye.Rtsp;

/// <summary>The codecs that the ingest understands.</summary>
public enum MediaCodec
{
    /// <summary>A codec that the ingest cannot depacketize. Its track is left out.</summary>
    Unknown,

    /// <summary>H.264/AVC (RFC 6184). Units are NAL units with a 4-byte big-endian length before each.</summary>
    H264,

    /// <summary>H.265/HEVC (RFC 7798). Units are NAL units with a 4-byte big-endian length before each.</summary>
    H265,

    /// <summary>Motion JPEG (RFC 2435). Units are whole JPEG files.</summary>
    Jpeg,

    /// <summary>AAC (RFC 3640 and LATM, RFC 6416). Units are raw data blocks without ADTS or LATM framing.</summary>
    Aac,

    /// <summary>G.711 µ-law, one byte a sample.</summary>
    MuLaw,

    /// <summary>G.711 A-law, one byte a sample.</summary>
    ALaw,

    /// <summary>G.726 ADPCM (RFC 3551, section 4.5.4).</summary>
    G726,

    /// <summary>Opus (RFC 7587). Units are Opus packets.</summary>
    Opus,

    /// <summary>Linear PCM, 16 bits, big-endian (RFC 3551, section 4.5.11).</summary>
    L16,
}
