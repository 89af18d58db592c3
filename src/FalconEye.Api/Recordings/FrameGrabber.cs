using System.ComponentModel;
using System.Globalization;
using FalconEye.Data.Recordings;
using FalconEye.Processes;

namespace FalconEye.Api.Recordings;

/// <summary>Takes single pictures out of recordings, with an FFmpeg of its own for each: films are large and pictures few.</summary>
internal sealed class FrameGrabber(RecordingFiles files, TimeProvider time)
{
    private const int LargestJpeg = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The picture at a time, at most 1280 pixels wide, as JPEG.</summary>
    /// <returns><see langword="null"/> when the file is not here, or has no picture there.</returns>
    internal async Task<byte[]?> GrabAsync(Recording recording, TimeSpan at, CancellationToken cancellationToken)
    {
        if (files.Find(recording) is not { } path)
        {
            return null;
        }

        try
        {
            await using var child = await ChildProcess.StartAsync(new ProcessSpec("ffmpeg")
            {
                Arguments = ArgumentsOf(path, at),
                ReadsStandardOutput = true,
            });
            return await ReadAsync(child.StandardOutput, cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception e) when (e is Win32Exception or TimeoutException or IOException)
        {
            return null;
        }
    }

    /// <summary>The file is named with its protocol, so that nothing in its name is taken for an option or an address (https://ffmpeg.org/ffmpeg-protocols.html#file).</summary>
    private static IReadOnlyList<string> ArgumentsOf(string path, TimeSpan at) =>
    [
        "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe",
        "-ss", at.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
        "-i", $"file:{path}", "-frames:v", "1", "-vf", "scale=w='min(1280,iw)':h=-2", "-f", "image2pipe", "-c:v", "mjpeg", "-q:v", "4", "pipe:1",
    ];

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
