using System.Runtime.InteropServices;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ingest;
using FalconEye.Processes;

namespace FalconEye.Media.Ffmpeg;

/// <summary>Tries a source: what it sends, and one frame. One connection at a time, since small cameras refuse a second.</summary>
public sealed class SourceProbe(IngestMode mode, TimeProvider time)
{
    /// <summary>More than any sensible frame or report; what exceeds it is no frame.</summary>
    private const int MaxOutputBytes = 16 * 1024 * 1024;

    /// <summary>A frame takes a fraction of one.</summary>
    private const long MaxCpuSeconds = 60;

    /// <summary>The file that gets the conversation with the camera; <see langword="null"/> for none.</summary>
    public string? DumpPath { get; init; }

    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Tries a source with a frame.</summary>
    /// <param name="resolver">Knows the camera's address.</param>
    /// <param name="deadline">How long it may take in all.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What was found; a source that fails is a result, not an exception.</returns>
    public Task<ProbeResult> TryAsync(SourceResolver resolver, TimeSpan deadline, CancellationToken cancellationToken) =>
        TryAsync(resolver, deadline, withSnapshot: true, cancellationToken);

    /// <summary>Asks only what a source sends, without decoding a frame or counting frames: its rate may be missing.</summary>
    /// <inheritdoc cref="TryAsync(SourceResolver, TimeSpan, CancellationToken)"/>
    public Task<ProbeResult> DescribeAsync(SourceResolver resolver, TimeSpan deadline, CancellationToken cancellationToken) =>
        TryAsync(resolver, deadline, withSnapshot: false, cancellationToken);

    private async Task<ProbeResult> TryAsync(SourceResolver resolver, TimeSpan deadline, bool withSnapshot, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        SourceFailure? misunderstood = null;
        try
        {
            var resolved = await resolver.ResolveAsync(both.Token);
            if (withSnapshot && mode != IngestMode.Ffmpeg)
            {
                try
                {
                    var own = await new IngestProbe(DumpPath, time).TryAsync(resolved.Address, deadline, both.Token);
                    return own with { ElapsedMs = Elapsed(), Stream = resolved.Stream };
                }
                catch (SourceFailedException e) when ((e.IsUnsupported || e.MayBeProtocolError) && mode == IngestMode.Auto)
                {
                    // FFmpeg may understand it.
                    misunderstood = e.Failure;
                }
            }

            var result = await DescribeStreamsAsync(resolver, resolved.Address, deadline, countsFrames: withSnapshot, both.Token);
            var snapshot = withSnapshot ? await SnapshotAsync(resolver, deadline, both.Token) : null;
            return result with { Ok = true, ElapsedMs = Elapsed(), Stream = resolved.Stream, Snapshot = snapshot };
        }
        catch (SourceFailedException e)
        {
            // FFmpeg's timeout, or that it does not know the codec either, says less than what our own reader has found.
            var saysLess = e.Failure.Reason == FailureReasons.Timeout
                || (e.Failure.Reason == FailureReasons.UnsupportedCodec && misunderstood?.Reason == FailureReasons.UnsupportedCodec);
            return Failed(saysLess ? misunderstood ?? e.Failure : e.Failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(misunderstood ?? FfmpegFailure.Silent(resolver.Address));
        }

        long Elapsed() => (long)time.GetElapsedTime(started).TotalMilliseconds;

        ProbeResult Failed(SourceFailure failure)
        {
            var advice = failure == misunderstood && failure.Reason == FailureReasons.UnsupportedCodec ? " Choose H.264 or H.265 in the camera's settings." : "";
            return new(false, Elapsed()) { Reason = failure.Reason, Hint = failure.Message + advice };
        }
    }

    private async Task<ProbeResult> DescribeStreamsAsync(
        SourceResolver resolver, SourceAddress address, TimeSpan stallTimeout, bool countsFrames, CancellationToken cancellationToken)
    {
        // Counting the frame rate takes seconds; who is not shown it need not wait for it.
        string[] before = ["-hide_banner", "-loglevel", "warning", .. countsFrames ? [] : (string[])["-fpsprobesize", "0"]];
        var run = await RunAsync(
            "ffprobe", InputProfile.Complete, resolver, stallTimeout, before, ["-of", "json", "-show_streams"], cancellationToken);
        var report = FfprobeReport.Parse(run.Output);
        if (report.Streams is not { Count: > 0 })
        {
            throw new SourceFailedException(run.Failure);
        }

        var video = report.Video ?? throw new SourceFailedException(new SourceFailure(
            FailureReasons.NoVideo, $"No video stream: the camera sends no video at {address.RedactedPath}."));
        if (!CameraVideo.IsCodec(video.CodecName))
        {
            throw new SourceFailedException(new SourceFailure(
                FailureReasons.UnsupportedCodec,
                "The camera sends video in a format that FFmpeg does not know: choose H.264 or H.265 in its settings."));
        }

        return new ProbeResult(false, 0)
        {
            Codec = video.CodecName,
            Width = video.Width > 0 ? video.Width : null,
            Height = video.Height > 0 ? video.Height : null,
            // Motion JPEG over HTTP declares no rate; the 25 that ffprobe names is an assumption.
            Fps = address.IsRtsp || video.CodecName != "mjpeg" ? video.Fps : null,
            Audio = report.Audio?.CodecName,
        };
    }

    private async Task<string> SnapshotAsync(SourceResolver resolver, TimeSpan stallTimeout, CancellationToken cancellationToken)
    {
        string[] output = ["-map", "0:v:0", "-frames:v", "1", "-q:v", "4", "-f", "image2pipe", "-c:v", "mjpeg", "pipe:1"];
        var run = await RunAsync("ffmpeg", InputProfile.LowLatency, resolver, stallTimeout, FfmpegSource.Quiet, output, cancellationToken);
        return run.Output.Length > 0 ? Convert.ToBase64String(run.Output) : throw new SourceFailedException(run.Failure);
    }

    private async Task<(byte[] Output, SourceFailure Failure)> RunAsync(
        string program,
        InputProfile profile,
        SourceResolver resolver,
        TimeSpan stallTimeout,
        IReadOnlyList<string> before,
        IReadOnlyList<string> after,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var source = await FfmpegSource.OpenAsync(resolver, stallTimeout, cancellationToken);
        await using var child = await ChildProcess.StartAsync(new ProcessSpec(program)
        {
            Arguments = [.. before, .. source.InputArguments(profile, SourceTiming.Stream), .. after],
            ReadsStandardOutput = true,
            Sandbox = source.Sandbox(MaxCpuSeconds),
        });
        try
        {
            var output = await ReadToEndAsync(child.StandardOutput, cancellationToken);
            var exit = await child.Exited.WaitAsync(cancellationToken);
            return (output, source.Explain(exit.LastLines, time.GetElapsedTime(started)));
        }
        catch (OperationCanceledException)
        {
            await child.StopAsync(PosixSignal.SIGTERM, StopGrace, time);
            throw;
        }
    }

    private static async Task<byte[]> ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (all.Length + read > MaxOutputBytes)
            {
                throw new SourceFailedException(new SourceFailure(FailureReasons.Failed, "The picture is larger than 16 MB."));
            }

            all.Write(chunk, 0, read);
        }

        return all.ToArray();
    }
}
