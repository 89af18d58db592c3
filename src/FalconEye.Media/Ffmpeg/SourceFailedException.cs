namespace FalconEye.Media.Ffmpeg;

/// <summary>A source gives no video; the message is the failure's own and safe to show.</summary>
public sealed class SourceFailedException(SourceFailure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    /// <summary>Cause and message.</summary>
    public SourceFailure Failure { get; } = failure;

    /// <summary>
    /// Whether the camera answers in a way that our own reader does not understand, so that FFmpeg may be tried. False for a camera that
    /// cannot be reached, refuses the login or says nothing: FFmpeg would fail alike, and count as another wrong password.
    /// </summary>
    public bool IsUnsupported { get; init; }

    /// <summary>
    /// Whether the camera breaks off or refuses in a way that may be its answer to what our own reader asked. That says so of a camera that
    /// has never worked only: others do the same while they restart.
    /// </summary>
    public bool MayBeProtocolError { get; init; }

    /// <summary>
    /// Whether the camera closed the connection without an answer, as one does that takes one connection and has not noticed yet that the last one has ended.
    /// Then it says nothing of our own reader until it does so again.
    /// </summary>
    public bool MayBeBusy { get; init; }

    /// <summary>What FFmpeg wrote last, for the log.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}
