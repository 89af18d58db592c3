using System.Runtime.InteropServices;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Mp4;
using FalconEye.Processes;
using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>
/// A camera read by FFmpeg, for what our own reader does not understand: it copies the stream, or encodes what MP4 does not hold, and its
/// fragments are taken apart into units.
/// </summary>
/// <param name="resolver">Knows the camera's address.</param>
/// <param name="memory">Remembers between connections what the camera sends, since finding out takes a connection of its own.</param>
/// <param name="time">The clock.</param>
public sealed class FfmpegIngest(SourceResolver resolver, FfmpegMemory memory, TimeProvider time) : IIngest
{
    private static readonly TimeSpan ProbeDeadline = TimeSpan.FromSeconds(10);

    /// <summary>How long the network may be silent, and how long no fragment may come: longer than a hiccup of Wi-Fi.</summary>
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ExitWait = TimeSpan.FromSeconds(2);

    private FfmpegSource? _source;
    private ChildProcess? _ffmpeg;
    private FragmentUnits? _units;
    private StreamDescription? _stream;
    private long _started;
    private long _lastFragment;
    private bool _hasDelivered;

    /// <inheritdoc/>
    public async Task<StreamDescription> OpenAsync(CancellationToken cancel)
    {
        var probe = memory.Stream ?? await ProbeAsync(cancel);
        memory.Stream = null;
        _started = time.GetTimestamp();
        _source = await FfmpegSource.OpenAsync(resolver, StallTimeout, cancel);
        _ffmpeg = await ChildProcess.StartAsync(new ProcessSpec("ffmpeg")
        {
            Arguments = RecordingArguments.Of(_source, probe),
            ReadsStandardOutput = true,
            Sandbox = _source.Sandbox(),
        });
        PipeCapacity.Raise(_ffmpeg.StandardOutput);
        _units = new FragmentUnits(_ffmpeg.StandardOutput, time);
        Note();
        _stream = await WatchAsync(OnThread(() => _units.ReadDescription()), cancel) ?? throw await ExplainAsync();
        memory.Stream = probe;
        return _stream;
    }

    /// <inheritdoc/>
    public async Task RunAsync(ITimedUnitSink sink, CancellationToken cancel)
    {
        sink.OnDescription(_stream!);
        await WatchAsync(OnThread(() => Deliver(sink)), cancel);
        throw await ExplainAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_hasDelivered)
        {
            // It may send something else than it did.
            memory.Stream = null;
        }

        if (_ffmpeg is not null)
        {
            await _ffmpeg.DisposeAsync();
        }

        if (_source is not null)
        {
            await _source.DisposeAsync();
        }
    }

    private async Task<ProbeResult> ProbeAsync(CancellationToken cancel)
    {
        var probe = await new SourceProbe(IngestMode.Ffmpeg, time).DescribeAsync(resolver, ProbeDeadline, cancel);
        return probe.Ok
            ? probe
            : throw new SourceFailedException(new SourceFailure(probe.Reason ?? FailureReasons.Failed, probe.Hint ?? "The camera gives no picture."));
    }

    /// <summary>Reading a pipe blocks: it gets a thread of its own (docs/decisions/0007).</summary>
    private static Task<T> OnThread<T>(Func<T> read) =>
        Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private bool Deliver(ITimedUnitSink sink)
    {
        while (_units!.Deliver(sink))
        {
            Note();
            _hasDelivered = true;
        }

        return true;
    }

    /// <summary>Waits for a reading to end. When it is cancelled, or nothing has come for too long, FFmpeg is asked to end, which ends the reading.</summary>
    private async Task<T> WatchAsync<T>(Task<T> reading, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var silent = WaitForStallAsync(over.Token);
        if (await Task.WhenAny(reading, silent) != reading)
        {
            await _ffmpeg!.StopAsync(PosixSignal.SIGINT, StopGrace, time);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
            throw new SourceFailedException(new SourceFailure(
                FailureReasons.Timeout, $"The camera has sent no picture for {StallTimeout.TotalSeconds:0} seconds."));
        }

        await over.CancelAsync();
        try
        {
            return await reading;
        }
        catch (Mp4FormatException e)
        {
            throw new SourceFailedException(new SourceFailure(FailureReasons.Failed, $"FFmpeg's output is not valid MP4: {e.Message}"), e);
        }
    }

    private async Task WaitForStallAsync(CancellationToken cancellationToken)
    {
        for (var left = StallTimeout; left > TimeSpan.Zero; left = StallTimeout - time.GetElapsedTime(Interlocked.Read(ref _lastFragment)))
        {
            await Task.Delay(left, time, cancellationToken);
        }
    }

    private void Note() => Interlocked.Exchange(ref _lastFragment, time.GetTimestamp());

    private async Task<SourceFailedException> ExplainAsync()
    {
        try
        {
            var exit = await _ffmpeg!.Exited.WaitAsync(ExitWait, time);
            var failure = _hasDelivered
                ? _source!.ExplainLoss(exit, time.GetElapsedTime(Interlocked.Read(ref _lastFragment)))
                : _source!.Explain(exit.LastLines, time.GetElapsedTime(_started));
            return new SourceFailedException(failure) { Lines = _source.ForLog(exit.LastLines) };
        }
        catch (TimeoutException)
        {
            return new SourceFailedException(_source!.ExplainStall());
        }
    }
}
