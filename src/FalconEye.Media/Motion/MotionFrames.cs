using System.Globalization;

namespace FalconEye.Media.Motion;

/// <summary>How FFmpeg makes the small grey frames that a <see cref="MotionDetector"/> looks at.</summary>
public static class MotionFrames
{
    /// <summary>Frames a second.</summary>
    public const int Rate = 2;

    /// <summary>
    /// Options of the decoder. Without the loop filter, and with the faster arithmetic that may differ in the last bit, it costs a fifth
    /// less; what that changes is lost when the frame becomes small.
    /// </summary>
    public static IReadOnlyList<string> Decoding { get; } = ["-skip_loop_filter", "all", "-flags2", "fast"];

    /// <summary>The filter that lets <see cref="Rate"/> frames of a video pass each second.</summary>
    public static string Thinning { get; } = string.Create(
        CultureInfo.InvariantCulture, $"select='isnan(prev_selected_t)+gte(t-prev_selected_t,{1.0 / Rate}-0.02)+lt(t,prev_selected_t)',");

    /// <summary>Options of the output: raw frames on standard output, each as soon as it is there.</summary>
    /// <param name="thinning"><see cref="Thinning"/>, or nothing when frames come at that rate already.</param>
    /// <param name="shownAspect">
    /// Width by height of the JPEG frames that users see, on which they draw zones: those of a camera of another shape have bars, and so have these.
    /// <see langword="null"/> for the video's own.
    /// </param>
    public static IReadOnlyList<string> Output(string thinning, double? shownAspect = null) =>
    [
        "-map", "0:v:0",
        "-filter_threads", "1",
        "-vf", $"{thinning}{(shownAspect is { } aspect ? Fit(aspect) : $"scale={MotionDetector.Width}:{MotionDetector.Height}:flags=area")},format=gray",
        "-fps_mode", "passthrough",
        "-c:v", "rawvideo",
        "-threads", "1",
        "-flush_packets", "1",
        "-f", "rawvideo",
        "pipe:1",
    ];

    /// <summary>As the relay fits a frame into that of users.</summary>
    private static string Fit(double aspect) => string.Create(
        CultureInfo.InvariantCulture,
        $"scale=w='max(1,round({MotionDetector.Width}*min(1,a/{aspect:0.######})))':h='max(1,round({MotionDetector.Height}*min(1,{aspect:0.######}/a)))':flags=area,pad={MotionDetector.Width}:{MotionDetector.Height}:-1:-1");
}
