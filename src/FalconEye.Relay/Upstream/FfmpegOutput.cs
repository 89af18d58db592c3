using System.Globalization;

namespace FalconEye.Relay.Upstream;

/// <summary>The output half of FFmpeg's arguments.</summary>
internal static class FfmpegOutput
{
    /// <summary>
    /// FFmpeg's quantiser scale for a JPEG quality of 50: its matrix is about 0.7 times that of the JPEG standard, at a scale of 8.
    /// </summary>
    private const double ScaleAtFifty = 11.4;

    /// <summary>
    /// Options of an input on a pipe: no probing, since what comes is known and shown live. Not <c>-fflags nobuffer</c>: it drops the packet
    /// that FFmpeg looks at first, which is the keyframe, and no frame would come before the next one.
    /// </summary>
    internal static IReadOnlyList<string> LowLatency { get; } =
        ["-flags", "low_delay", "-threads", "1", "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0"];

    /// <summary>JPEG frames of the wanted size on standard output, each as soon as it is there.</summary>
    internal static IReadOnlyList<string> Arguments(RelaySettings settings) =>
    [
        "-map", "0:v:0",
        "-filter_threads", "1",
        "-vf", $"{CropTo(settings.Fps)},{Fit(settings.Width, settings.Height)}",
        "-fps_mode", "passthrough",

        // Frames may come faster than the 25 a second that FFmpeg assumes of Motion JPEG: two of one time would end it.
        "-enc_time_base", "1:90000",
        "-c:v", "mjpeg",
        "-threads", "1",
        "-q:v", Scale(settings.Quality).ToString(CultureInfo.InvariantCulture),
        "-flush_packets", "1",
        "-f", "image2pipe",
        "pipe:1",
    ];

    /// <summary>The quantiser scale (2 fine to 31 coarse) that looks like a JPEG quality as libjpeg counts it.</summary>
    internal static int Scale(int quality)
    {
        var relative = quality < 50 ? 50.0 / quality : 2 - (quality / 50.0);
        return Math.Clamp((int)Math.Round(relative * ScaleAtFifty), 2, 31);
    }

    /// <summary>
    /// Lets a frame pass when it is whole, and due. Whole: an intra frame came before it (ld(1)), since FFmpeg's HEVC decoder paints what
    /// refers to missing frames grey and smeared; cameras that refresh part by part and send no intra frame are clean after 300 frames.
    /// Due: half a frame's time of jitter forgiven. The fps filter would hold each frame back until the next, and repeat frames of a slower
    /// camera. ld(0) is when the next one is due; a clock that jumps back restarts it. Two of one time would end the encoder: FFmpeg counts
    /// the times of Motion JPEG by 25 a second, and frames come by several at once.
    /// </summary>
    private static string CropTo(int fps) => string.Create(
        CultureInfo.InvariantCulture,
        $"select='if(eq(t,prev_selected_t)+not(st(1,max(ld(1),key+eq(pict_type,I)+gte(n,300)))),0,if(isnan(t)+gte(t,ld(0)-0.5/{fps})+lt(t,ld(0)-1),st(0,if(lt(t,ld(0)-1),t,max(ld(0),t-0.5/{fps}))+1/{fps})*0+1,0))'");

    private static string Fit(int width, int height) => string.Create(
        CultureInfo.InvariantCulture,
        $"scale={width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=fast_bilinear:out_range=full,pad={width}:{height}:-1:-1,setsar=1,format=yuvj420p");
}
