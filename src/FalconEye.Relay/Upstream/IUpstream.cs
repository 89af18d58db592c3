using FalconEye.Media.Ffmpeg;

namespace FalconEye.Relay.Upstream;

/// <summary>One attempt at a way of getting frames from the camera.</summary>
internal interface IUpstream
{
    /// <summary>
    /// What a source that works is waiting for before its first frame, for the health report; <see langword="null"/> when nothing is known
    /// that would explain the wait.
    /// </summary>
    string? Waiting { get; }

    /// <summary>What it means that an open source delivers nothing, as the end of a sentence for users.</summary>
    string Silence => "the camera is connected and sends none";

    /// <summary>How long frames have been decoded without a frame coming out.</summary>
    TimeSpan FrameDelay => TimeSpan.Zero;

    /// <summary>Opens the source and hands over what it delivers until <paramref name="cancellationToken"/> ends it.</summary>
    /// <exception cref="SourceFailedException">The source failed, or ended.</exception>
    Task RunAsync(IUpstreamSink sink, CancellationToken cancellationToken);
}
