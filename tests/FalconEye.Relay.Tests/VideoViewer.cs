using System.Collections.Concurrent;
using FalconEye.Streaming.Video;

namespace FalconEye.Relay.Tests;

/// <summary>Watches a relay's live video over one connection until it is disposed of.</summary>
internal sealed class VideoViewer : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly ConcurrentQueue<VideoMessage> _messages = [];
    private readonly RelayProgram _relay;
    private readonly Task _watching;

    private VideoViewer(RelayProgram relay, Stream stream)
    {
        _relay = relay;
        _watching = WatchAsync(stream);
    }

    /// <summary>What has come so far.</summary>
    internal IReadOnlyList<VideoMessage> Messages => [.. _messages];

    /// <summary>The recording that has come so far.</summary>
    internal byte[] RecordedVideo => [.. Messages[0].ReadInit().Segment.ToArray(), .. Messages.Skip(1).SelectMany(message => message.Payload.ToArray())];

    internal static async Task<VideoViewer> OpenAsync(RelayProgram relay) =>
        new(relay, await relay.Http.GetStreamAsync("/video", TestContext.Current.CancellationToken));

    /// <summary>Waits for more messages of a kind.</summary>
    internal async Task SeesAsync(int more, VideoMessageKind kind)
    {
        var enough = Messages.Count(message => message.Kind == kind) + more;
        await _relay.UntilAsync(_ => Messages.Count(message => message.Kind == kind) >= enough || _watching.IsCompleted, $"the viewer sees {more} more of {kind}", 60);
        Assert.False(_watching.IsCompleted, "The relay has let the viewer go.");
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await ((Task)_watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leaving.Dispose();
    }

    private async Task WatchAsync(Stream stream)
    {
        await using (stream)
        {
            await VideoFormat.ReadAsync(stream, _messages.Enqueue, _leaving.Token);
        }
    }
}
