namespace FalconEye.TestKit.Cameras;

/// <summary>What a <see cref="ScriptedRtspCamera"/> sends, and how it behaves.</summary>
public sealed record ScriptedRtspOptions
{
    /// <summary>Frames a second.</summary>
    public int FramesPerSecond { get; init; } = 10;

    /// <summary>Frames from one keyframe to the next.</summary>
    public int KeyframeDistance { get; init; } = 10;

    /// <summary>The frame of the loop that each session begins with; the keyframes are its multiples of <see cref="KeyframeDistance"/>.</summary>
    public int FirstFrame { get; init; }

    /// <summary>The picture's size, as FFmpeg writes it.</summary>
    public string Size { get; init; } = "320x240";

    /// <summary>Whether it sends Motion JPEG in place of H.264.</summary>
    public bool IsMotionJpeg { get; init; }

    /// <summary>A second size that takes turns with the first; <see langword="null"/> for none.</summary>
    public string? OtherSize { get; init; }

    /// <summary>After how many frames the sizes take turns.</summary>
    public int FramesOfOneSize { get; init; } = 20;

    /// <summary>The RTP timestamp of the session's n-th frame, in ticks of 90 kHz; <see langword="null"/> for a right one.</summary>
    public Func<int, long>? Stamp { get; init; }

    /// <summary>Whether the session description has the parameter sets.</summary>
    public bool HasParameterSets { get; init; } = true;

    /// <summary>What the session description has behind the video: media lines with a control of <c>trackID=audio</c>.</summary>
    public string FurtherMedia { get; init; } = "";

    /// <summary>The payload type of sound that is sent each 20 ms, 160 bytes of silence; <see langword="null"/> for none.</summary>
    public int? AudioType { get; init; }

    /// <summary>How many sessions it has at once; a further one is answered 453.</summary>
    public int MaxSessions { get; init; } = int.MaxValue;

    /// <summary>Whether SETUP of the further media is refused.</summary>
    public bool RefusesFurtherMedia { get; init; }
}
