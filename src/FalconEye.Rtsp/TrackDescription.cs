namespace FalconEye.Rtsp;

/// <summary>One track of a stream: what a decoder or a file writer has to know before its first unit.</summary>
public sealed record TrackDescription
{
    /// <summary>Its index in <see cref="StreamDescription.Tracks"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The kind of media.</summary>
    public required TrackKind Kind { get; init; }

    /// <summary>The codec.</summary>
    public required MediaCodec Codec { get; init; }

    /// <summary>The rate of the track's timestamps, in ticks a second: 90,000 for video, usually the sample rate for audio.</summary>
    public required int ClockRate { get; init; }

    /// <summary>The width of a frame in pixels; 0 until parameter sets have been seen, and where they cannot be read.</summary>
    public int Width { get; init; }

    /// <summary>The height of a frame in pixels; 0 until parameter sets have been seen, and where they cannot be read.</summary>
    public int Height { get; init; }

    /// <summary>
    /// The parameter sets without start code or length: SPS then PPS for H.264, VPS, SPS, PPS for H.265, several of a kind in the order of
    /// their ids. Empty until they have been seen, and for other codecs.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ParameterSets { get; init; } = [];

    /// <summary>How many frames may have to be decoded before one can be shown; 0 for a stream without B-frames.</summary>
    public int ReorderDepth { get; init; }

    /// <summary>The codec for browsers (RFC 6381), such as <c>avc1.64001F</c>, <c>hvc1.1.6.L93.B0</c> or <c>mp4a.40.2</c>; <see langword="null"/> when it is not known yet.</summary>
    public string? CodecString { get; init; }

    /// <summary>Audio samples a second; 0 for video.</summary>
    public int SampleRate { get; init; }

    /// <summary>Audio channels; 0 for video.</summary>
    public int Channels { get; init; }

    /// <summary>For AAC the AudioSpecificConfig (ISO/IEC 14496-3); empty for other codecs.</summary>
    public ReadOnlyMemory<byte> Configuration { get; init; }

    /// <summary>The track's entry in an MP4 (a whole stsd entry, ISO/IEC 14496-12 section 8.5.2), where the units come out of one; else empty.</summary>
    public ReadOnlyMemory<byte> SampleEntry { get; init; }

    /// <summary>Whether everything that a decoder needs is known.</summary>
    public bool IsComplete => !SampleEntry.IsEmpty || Codec switch
    {
        MediaCodec.H264 or MediaCodec.H265 => ParameterSets.Count > 0,
        MediaCodec.Aac => Configuration.Length > 0,
        _ => true,
    };
}
