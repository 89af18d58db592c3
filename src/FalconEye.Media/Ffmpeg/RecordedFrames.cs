using System.Globalization;
using System.Runtime.InteropServices;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;
using FalconEye.Processes.Sandbox;

namespace FalconEye.Media.Ffmpeg;

/// <summary>Takes single frames out of recordings, with an FFmpeg of its own for each, in a sandbox that sees this one recording.</summary>
public sealed class RecordedFrames(TimeProvider time)
{
    private const int MaxJpegBytes = 4 * 1024 * 1024;
    private const long MaxCpuSeconds = 30;

    /// <summary>An 8K keyframe takes less than one.</summary>
    private const long MaxCpuSecondsOfKeyframe = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(18);
    private static readonly TimeSpan KeyframeLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Output =
        ["-frames:v", "1", "-vf", "scale=w='min(1280,iw)':h=-2", "-f", "image2pipe", "-c:v", "mjpeg", "-q:v", "4", "pipe:1"];

    /// <summary>90 lines, as wide as the picture is shown; what shows more of it asks for the recording.</summary>
    private static readonly string[] SmallOutput =
    [
        "-map", "0:v:0", "-frames:v", "1", "-vf", "scale=w='2*max(8,min(160,round(45*dar)))':h=90,setsar=1", "-threads", "1", "-f", "image2pipe", "-c:v", "mjpeg",
        "-q:v", "5", "pipe:1",
    ];

    /// <summary>The frame at a time, at most 1280 pixels wide, as JPEG.</summary>
    /// <param name="source">The recording: an absolute path, or an address that it can be downloaded from.</param>
    /// <param name="at">The time in the recording.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><see langword="null"/> when there is no such recording, or no frame at that time.</returns>
    public async Task<byte[]?> GrabAsync(string source, TimeSpan at, CancellationToken cancellationToken)
    {
        if (Path.IsPathFullyQualified(source))
        {
            // Named with its protocol, so that nothing in its name is taken for an option (https://ffmpeg.org/ffmpeg-protocols.html#file).
            return await RunAsync($"file:{source}", "file", new SandboxPolicy(SandboxProfile.Decoder) { Readable = [source] }, at, cancellationToken);
        }

        if (!SourceAddress.TryParse(source, out var address, out _) || address.Scheme is not ("http" or "https"))
        {
            return null;
        }

        await using var gateway = SourceGateway.Open(address, StallTimeout);
        return await RunAsync(gateway.Url, "http,tcp", new SandboxPolicy(SandboxProfile.Decoder) { Ports = [gateway.Port] }, at, cancellationToken);
    }

    /// <summary>A small picture of a keyframe, 90 pixels high, as JPEG.</summary>
    /// <param name="video">A fragmented MP4 file that has only this keyframe; FFmpeg gets it by a pipe, and sees no other file and no network.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><see langword="null"/> when it cannot be decoded.</returns>
    public async Task<byte[]?> ShrinkAsync(ReadOnlyMemory<byte> video, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(KeyframeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await using var child = await ChildProcess.StartAsync(PipedRecording.Describe(threads: 1, SmallOutput, MaxCpuSecondsOfKeyframe));
        try
        {
            await WriteAsync(child.StandardInput, video, both.Token);
            return await ReadAsync(child.StandardOutput, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task WriteAsync(Stream input, ReadOnlyMemory<byte> video, CancellationToken cancellationToken)
    {
        try
        {
            await using (input)
            {
                await input.WriteAsync(video, cancellationToken);
            }
        }
        catch (IOException)
        {
            // FFmpeg has enough, or has ended; what it wrote says which.
        }
    }

    private async Task<byte[]?> RunAsync(string input, string protocols, SandboxPolicy sandbox, TimeSpan at, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await using var child = await ChildProcess.StartAsync(new ProcessSpec("ffmpeg")
        {
            Arguments =
            [
                "-nostdin", "-v", "error",
                .. CameraVideo.Limits(CameraVideo.RecordingFormats, protocols),
                "-ss", at.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
                "-i", input,
                .. Output,
            ],
            ReadsStandardOutput = true,
            Sandbox = sandbox with { MaxAddressSpace = FfmpegSource.MaxAddressSpace, MaxCpuSeconds = MaxCpuSeconds },
        });
        try
        {
            return await ReadAsync(child.StandardOutput, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await child.StopAsync(PosixSignal.SIGTERM, StopGrace, time);
            return null;
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var picture = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await output.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            picture.Write(buffer, 0, count);
            if (picture.Length > MaxJpegBytes)
            {
                return null;
            }
        }

        return picture.Length > 0 ? picture.ToArray() : null;
    }
}
