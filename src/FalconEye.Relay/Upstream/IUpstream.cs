using FalconEye.Media.Ffmpeg;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>One attempt at a way of getting pictures from the camera.</summary>
internal interface IUpstream
{
    /// <summary>
    /// What a source that works is waiting for before its first picture, for the health report; <see langword="null"/> when nothing is known
    /// that would explain the wait.
    /// </summary>
    string? Waiting { get; }

    /// <summary>Opens the source and hands over pictures until <paramref name="cancellationToken"/> ends it.</summary>
    /// <exception cref="SourceFailedException">The source failed, or ended.</exception>
    Task RunAsync(Action<Frame> onFrame, CancellationToken cancellationToken);
}
