namespace FalconEye.Api.Edge;

/// <summary>Requests that last, and are counted while they do. A route carries its kind as metadata.</summary>
internal enum LongRequestKind
{
    /// <summary>A stream of events.</summary>
    Events,

    /// <summary>A live stream.</summary>
    Stream,

    /// <summary>A recording's file.</summary>
    Download,

    /// <summary>A request of HLS that waits for video.</summary>
    Hls,
}
