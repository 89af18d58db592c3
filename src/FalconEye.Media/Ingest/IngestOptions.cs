namespace FalconEye.Media.Ingest;

/// <summary>What a program wants of its ingest.</summary>
public sealed record IngestOptions
{
    /// <summary>Whether sound is read too.</summary>
    public bool WantsAudio { get; init; } = true;

    /// <summary>Bytes that have to have come before the program is woken; 0 for each packet. Live view wants 0, recording saves half of its CPU by more.</summary>
    public int ReceiveLowWaterMark { get; init; }

    /// <summary>Says whether the stream is watched at this moment, while which <see cref="ReceiveLowWaterMark"/> is not used.</summary>
    public Func<bool>? IsWatched { get; init; }

    /// <summary>How long the camera may take to answer a request.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long the camera may send nothing at all.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The file that gets the conversation with the camera; <see langword="null"/> for none.</summary>
    public string? DumpPath { get; init; }
}
