using System.Collections.Concurrent;
using FalconEye.Streaming;
using FalconEye.TestKit;

namespace FalconEye.Relay.Tests;

/// <summary>Watches a relay over one connection until it is disposed of.</summary>
internal sealed class RelayViewer : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly ConcurrentDictionary<(int Width, int Height), int> _sizes = new();
    private readonly TaskCompletionSource<byte[]> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _watching;
    private int _pictures;

    private readonly RelayProgram _relay;

    private RelayViewer(RelayProgram relay, Stream stream)
    {
        _relay = relay;
        _watching = WatchAsync(stream);
    }

    /// <summary>The first picture.</summary>
    internal Task<byte[]> First => _first.Task.WaitAsync(Eventually.DefaultDeadline, TestContext.Current.CancellationToken);

    /// <summary>How many pictures came so far.</summary>
    internal int Pictures => Volatile.Read(ref _pictures);

    /// <summary>The sizes of pictures that came.</summary>
    internal IEnumerable<(int Width, int Height)> Sizes => _sizes.Keys;

    internal static async Task<RelayViewer> OpenAsync(RelayProgram relay) =>
        new(relay, await relay.Http.GetStreamAsync("/stream", TestContext.Current.CancellationToken));

    /// <summary>Waits for more pictures over the same connection.</summary>
    internal async Task SeesAsync(int more, double seconds = 60)
    {
        var enough = Pictures + more;
        await _relay.UntilAsync(_ => Pictures >= enough || _watching.IsCompleted, $"the viewer sees {more} more pictures", seconds);
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
            await FrameStreamReader.ReadAsync(stream, new FramePool(), TimeProvider.System, Keep, _leaving.Token);
        }
    }

    private void Keep(Frame frame)
    {
        _first.TrySetResult(frame.Jpeg.ToArray());
        _sizes[(frame.Width, frame.Height)] = 1;
        frame.Release();
        Interlocked.Increment(ref _pictures);
    }
}
