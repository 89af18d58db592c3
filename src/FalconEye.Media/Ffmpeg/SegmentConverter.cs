using System.Globalization;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Mp4.Reencoding;
using FalconEye.Processes;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// Converts segments of recordings to H.264, and pictures of exports, with an FFmpeg of its own for each, in a sandbox that sees no file and no network. Times
/// stay those of what is converted.
/// </summary>
public sealed class SegmentConverter(TimeProvider time)
{
    /// <summary>A minute of 4K takes half of it.</summary>
    private const long MaxCpuSeconds = 240;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly string[] Video =
    [
        "-map", "0:v:0", "-fps_mode", "passthrough", "-enc_time_base", "1:90000", "-vf", "scale=w='min(1280,iw)':h=-2,format=yuv420p",
        "-c:v", "libx264", "-profile:v", "high", "-preset", "veryfast", "-crf", "25", "-maxrate", "4M", "-bufsize", "8M", "-bf", "0", "-g", "9999", "-threads", "2",
    ];

    /// <summary>
    /// For exports. The level is fixed, so that whatever rate a batch has, its parameters are those of the others, and all fit into one file.
    /// </summary>
    private static readonly string[] Pictures =
    [
        "-an", "-fps_mode", "passthrough", "-enc_time_base", "1:90000", "-c:v", "libx264", "-profile:v", "high", "-level:v", "5.1", "-preset", "veryfast", "-crf", "21",
        "-maxrate", "12M", "-bufsize", "24M", "-bf", "0", "-g", "250", "-threads", "2",
    ];

    /// <summary>Fragments of half a second, so that playing begins before all is converted; each keeps the time that its frames had.</summary>
    private static readonly string[] Output =
    [
        "-f", "mp4", "-movflags", "empty_moov+default_base_moof+frag_discont", "-avoid_negative_ts", "disabled", "-frag_duration", "500000",
        "-video_track_timescale", "90000", "-flush_packets", "1", "pipe:1",
    ];

    /// <summary>Converts one segment.</summary>
    /// <param name="segment">A fragmented MP4 file that has only this segment.</param>
    /// <param name="keepsSound">Whether the first track of sound is copied; otherwise there is none.</param>
    /// <param name="output">Gets a fragmented MP4 file, at most 1280 pixels wide, while it is made.</param>
    /// <param name="cancellationToken">Ends the conversion.</param>
    /// <returns>False when the segment cannot be decoded, or takes longer than two minutes: what was written is then not all of it.</returns>
    /// <exception cref="IOException">The segment cannot be read, or the output not be written.</exception>
    public Task<bool> ConvertAsync(Stream segment, bool keepsSound, Stream output, CancellationToken cancellationToken) => RunAsync(
        segment,
        PipedRecording.Describe(
            threads: 2, ["-copyts", .. Video, .. (string[])(keepsSound ? ["-map", "0:a:0?", "-c:a", "copy"] : ["-an"]), .. Output], MaxCpuSeconds),
        output,
        cancellationToken);

    /// <summary>Encodes pictures again for an export.</summary>
    /// <param name="batch">The file of a <see cref="PictureBatch"/>.</param>
    /// <param name="encoding">What is done to them.</param>
    /// <param name="output">Gets a fragmented MP4 file, at most 1920 pixels wide and without sound.</param>
    /// <param name="cancellationToken">Ends the encoding.</param>
    /// <returns>False when the pictures cannot be decoded, or it takes longer than two minutes: what was written is then not all of it.</returns>
    /// <exception cref="IOException">The batch cannot be read, or the output not be written.</exception>
    public Task<bool> EncodeAsync(Stream batch, BatchEncoding encoding, Stream output, CancellationToken cancellationToken) => RunAsync(
        batch, PipedRecording.Describe(threads: 1, ["-copyts", .. PicturesOf(encoding), .. Pictures, .. Output], MaxCpuSeconds), output, cancellationToken);

    /// <summary>Nothing in it comes from a text: a flag, and a number of our own format.</summary>
    private static string[] PicturesOf(BatchEncoding encoding)
    {
        // Half a millisecond earlier, so that the picture of the moment itself stays whatever is rounded.
        var trim = encoding.SkipSeconds > 0 ? string.Create(CultureInfo.InvariantCulture, $"trim=start={Math.Max(0, encoding.SkipSeconds - 0.0005):0.######},") : "";
        var size = $"{trim}scale=w='trunc(min({EncodedPicture.MaxWidth},iw)/2)*2':h=-2,format=yuv420p";
        return encoding.HasCaptions
            ? ["-filter_complex_threads", "1", "-filter_complex", $"[0:v:0]{size}[p];[p][0:v:1]overlay=x=(W-w)/2:y=H-h:shortest=1:format=yuv420,format=yuv420p[v]", "-map", "[v]"]
            : ["-map", "0:v:0", "-vf", size];
    }

    private async Task<bool> RunAsync(Stream input, ProcessSpec ffmpeg, Stream output, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await using var child = await ChildProcess.StartAsync(ffmpeg);
        var feeding = FeedAsync(input, child.StandardInput, ending.Token);
        try
        {
            await child.StandardOutput.CopyToAsync(output, ending.Token);
            await feeding;
            return (await child.Exited.WaitAsync(ending.Token)).Code == 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            await ending.CancelAsync();
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task FeedAsync(Stream segment, Stream input, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        await using (input)
        {
            while (await segment.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                try
                {
                    await input.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }
                catch (IOException)
                {
                    // FFmpeg has ended; how says its exit code.
                    return;
                }
            }
        }
    }
}
