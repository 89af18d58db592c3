namespace FalconEye.Media.Ffmpeg;

/// <summary>A source gives no picture; the message is the failure's own and safe to show.</summary>
public sealed class SourceFailedException(SourceFailure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    /// <summary>Why.</summary>
    public SourceFailure Failure { get; } = failure;

    /// <summary>What FFmpeg wrote last, for the log.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}
