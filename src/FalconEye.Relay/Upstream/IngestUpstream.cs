using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ingest;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>An RTSP camera through our own client; FFmpeg only decodes what comes from it.</summary>
/// <param name="settings">The relay's.</param>
/// <param name="address">The address of the stream.</param>
/// <param name="choice">Is told what comes.</param>
/// <param name="pool">Where the pictures' buffers come from.</param>
/// <param name="time">The clock.</param>
internal sealed class IngestUpstream(RelaySettings settings, SourceAddress address, IngestChoice choice, FramePool pool, TimeProvider time) : IUpstream
{
    /// <summary>Most cameras send a keyframe sooner: nothing is said of the wait before.</summary>
    private static readonly TimeSpan KeyframeExpected = TimeSpan.FromSeconds(3);

    private volatile RtspIngest? _ingest;

    /// <inheritdoc/>
    public string? Waiting => _ingest?.WaitingForKeyframe >= KeyframeExpected ? "The camera sends; its first picture comes with its next keyframe." : null;

    /// <inheritdoc/>
    public async Task RunAsync(Action<Frame> onFrame, CancellationToken cancellationToken)
    {
        await using var ingest = new RtspIngest(address, new IngestOptions { WantsAudio = false, DumpPath = settings.IngestDump }, time);
        choice.NoteStream(await ingest.OpenAsync(cancellationToken));
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var pictures = new UnitPictures(settings, pool, time, onFrame);
        var reading = ingest.RunAsync(pictures, closing.Token);
        _ingest = ingest;
        try
        {
            await await Task.WhenAny(reading, pictures.Failed);
        }
        finally
        {
            await closing.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
