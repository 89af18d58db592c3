using System.ComponentModel;
using System.Globalization;
using FalconEye.Api.Auth;
using FalconEye.Data.Recordings;
using FalconEye.Processes;

namespace FalconEye.Api.Recordings;

/// <summary>
/// Takes single pictures out of recordings, with an FFmpeg of its own for each: films are large and pictures few. A film that lies on
/// another machine is read through this server's own download, of which FFmpeg fetches the parts that it needs.
/// </summary>
internal sealed class FrameGrabber(RecordingFiles files, NodeFiles nodeFiles, StreamLinks links, ServerOptions options, TimeProvider time)
{
    private const int LargestJpeg = 4 * 1024 * 1024;
    private static readonly string[] Begin = ["-nostdin", "-v", "error"];
    private static readonly string[] End =
        ["-frames:v", "1", "-vf", "scale=w='min(1280,iw)':h=-2", "-f", "image2pipe", "-c:v", "mjpeg", "-q:v", "4", "pipe:1"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(1);

    /// <summary>The picture at a time, at most 1280 pixels wide, as JPEG.</summary>
    /// <returns><see langword="null"/> when the file is not to be had, or has no picture there.</returns>
    internal async Task<byte[]?> GrabAsync(Recording recording, TimeSpan at, CancellationToken cancellationToken)
    {
        if (SourceOf(recording) is not { } source)
        {
            return null;
        }

        try
        {
            await using var child = await ChildProcess.StartAsync(new ProcessSpec("ffmpeg")
            {
                Arguments = [.. Begin, "-ss", at.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture), .. source.Arguments, .. End],
                StandardInput = source.StandardInput,
                ReadsStandardOutput = true,
            });
            return await ReadAsync(child.StandardOutput, cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception e) when (e is Win32Exception or TimeoutException or IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// The file is named with its protocol, so that nothing in its name is taken for an option or an address
    /// (https://ffmpeg.org/ffmpeg-protocols.html#file). An address carries a signature, so it is handed over by a list on standard input
    /// (https://ffmpeg.org/ffmpeg-formats.html#concat-1); without the duration FFmpeg would not seek in it.
    /// </summary>
    private (IReadOnlyList<string> Arguments, string? StandardInput)? SourceOf(Recording recording)
    {
        if (files.Find(recording) is { } path)
        {
            return (["-protocol_whitelist", "file", "-i", $"file:{path}"], null);
        }

        return nodeFiles.Has(recording)
            ? (["-protocol_whitelist", "pipe,http,tcp", "-f", "concat", "-safe", "0", "-i", "pipe:0"], ListOf(recording))
            : null;
    }

    private string ListOf(Recording recording)
    {
        var seconds = recording.DurationSeconds ?? (time.GetUtcNow().UtcDateTime - recording.StartTime).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture, $"ffconcat version 1.0\nfile '{AddressOf(recording)}'\nduration {seconds:0.###}\n");
    }

    private string AddressOf(Recording recording)
    {
        var path = $"/api/recordings/{Uri.EscapeDataString(recording.Id)}/download";
        var token = links.Sign(path, time.GetUtcNow() + LinkLifetime, LinkMaker.Server, stamp: null);
        return $"{options.OwnAddress}{path}?{StreamLinks.Parameter}={token}";
    }

    private static async Task<byte[]?> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var picture = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await output.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            picture.Write(buffer, 0, count);
            if (picture.Length > LargestJpeg)
            {
                return null;
            }
        }

        return picture.Length > 0 ? picture.ToArray() : null;
    }
}
