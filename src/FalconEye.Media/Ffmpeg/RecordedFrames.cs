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

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(18);
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Output =
        ["-frames:v", "1", "-vf", "scale=w='min(1280,iw)':h=-2", "-f", "image2pipe", "-c:v", "mjpeg", "-q:v", "4", "pipe:1"];

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
