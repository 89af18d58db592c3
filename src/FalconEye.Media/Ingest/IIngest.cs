using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>
/// One connection to a camera that delivers its compressed frames and sound. One object serves one connection: open it once, run it once, dispose it.
/// </summary>
public interface IIngest : IAsyncDisposable
{
    /// <summary>Connects, logs in and finds out what the camera sends. Parameter sets may still be missing from the answer.</summary>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="Ffmpeg.SourceFailedException">The camera cannot be reached, refuses, or sends nothing that can be read.</exception>
    Task<StreamDescription> OpenAsync(CancellationToken cancel);

    /// <summary>Delivers what the camera sends until it ends the stream, fails, or <paramref name="cancel"/> is cancelled.</summary>
    /// <param name="sink">Receives descriptions and units, on the ingest's own loop.</param>
    /// <param name="cancel">Ends the stream and the camera's session.</param>
    /// <exception cref="Ffmpeg.SourceFailedException">The camera went silent, closed the connection or sent what cannot be read.</exception>
    Task RunAsync(ITimedUnitSink sink, CancellationToken cancel);
}
