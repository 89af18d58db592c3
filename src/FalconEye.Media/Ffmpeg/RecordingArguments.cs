using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// FFmpeg's arguments: the stream as the camera sends it where MP4 holds that, H.264 where it does not, as fragments on standard output.
/// </summary>
internal static class RecordingArguments
{
    /// <summary>What players find in an MP4 file; anything else, Motion JPEG above all, is encoded.</summary>
    private static readonly HashSet<string> Copied = ["h264", "hevc", "av1", "vp9", "mpeg4"];

    private static readonly string[] Encoded =
    [
        "-c:v", "libx264", "-preset", "ultrafast", "-crf", "23",

        // No frame waits in the encoder, so a kill loses no more than with a copied stream; keyframes where a next file can begin.
        "-tune", "zerolatency", "-force_key_frames", "expr:gte(t,n_forced*2)",

        // Cameras send the full range of brightness; H.264 with halved colour is what browsers decode, and needs even sides.
        "-pix_fmt", "yuvj420p", "-vf", "crop=floor(iw/2)*2:floor(ih/2)*2",

        // Frames keep the moment of their arrival, not one of an assumed frame rate.
        "-fps_mode", "vfr", "-enc_time_base", "1:90000",
    ];

    private static readonly string[] Fragments =
    [
        // A fragment ends before each keyframe, and each quarter of a second, so that a kill costs little. frag_discont without edit lists places each track in time by its own
        // timestamps (tfdt), so that sound which begins before the first keyframe stays in step.
        "-movflags", "frag_keyframe+empty_moov+default_base_moof+frag_discont", "-frag_duration", "250000",
        "-use_editlist", "0", "-avoid_negative_ts", "make_non_negative",

        // A microphone that falls silent must not hold the frame back for the usual ten seconds.
        "-max_interleave_delta", "1000000",

        // Each fragment is flushed, and written in one go instead of by 32 kB.
        "-flush_packets", "1", "-avioflags", "direct", "-f", "mp4", "pipe:1",
    ];

    /// <summary>The arguments for a source that a probe has described.</summary>
    internal static IReadOnlyList<string> Of(FfmpegSource source, ProbeResult probe)
    {
        var copies = Copied.Contains(probe.Codec ?? "");
        var timing = !copies && !source.Address.IsRtsp ? SourceTiming.Arrival : SourceTiming.Stream;
        return
        [
            .. FfmpegSource.Quiet, "-nostats",

            // The probe has seen the stream; counting its frames again would only delay the file.
            "-fpsprobesize", "0",
            .. source.InputArguments(InputProfile.Complete, timing),
            "-map", "0:v:0", .. AudioOf(probe),
            .. copies ? Copy(probe.Codec!) : Encoded,
            .. Fragments,
        ];
    }

    /// <summary>The output for frames that come one by one on standard input.</summary>
    internal static IReadOnlyList<string> OfPictures() => ["-map", "0:v:0", .. Encoded, .. Fragments];

    /// <summary>A sound that FFmpeg does not know is left out: the frame is recorded all the same.</summary>
    private static string[] AudioOf(ProbeResult probe) => probe.Audio switch
    {
        null or "none" or "unknown" => [],
        "aac" => ["-map", "0:a:0", "-c:a", "copy"],
        _ => ["-map", "0:a:0", "-c:a", "aac", "-b:a", "64k"],
    };

    /// <summary>Apple's players know H.265 by the name hvc1 only.</summary>
    private static string[] Copy(string codec) =>
    [
        // What comes before the first keyframe is handed over too: it shows that the camera sends, and is not recorded.
        "-c:v", "copy", "-copyinkf:v", .. codec == "hevc" ? ["-tag:v", "hvc1"] : (string[])[],
    ];
}
