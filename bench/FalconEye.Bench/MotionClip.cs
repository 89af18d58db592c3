using System.Diagnostics;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Motion;
using FalconEye.TestKit;

namespace FalconEye.Bench;

/// <summary>A clip as a camera would send it, shown to the motion detector faster than it was filmed.</summary>
internal sealed class MotionClip
{
    private const int Fps = 15;

    /// <summary>Between two frames that the detector gets: the first of 15 a second that is late enough.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(Math.Ceiling((1.0 / MotionFrames.Rate - 0.02) * Fps) / Fps);

    private readonly MotionDetector _detector;
    private readonly MotionTracker _tracker;
    private readonly Dictionary<long, (MotionObserved Event, TimeSpan Told)> _events = [];
    private TimeSpan _time;

    internal MotionClip(MotionSettings settings)
    {
        _detector = new MotionDetector(settings);
        _tracker = new MotionTracker(settings.MinSeconds);
    }

    /// <summary>How much it has been shown.</summary>
    internal TimeSpan Shown => _time;

    /// <summary>What it has seen, as seconds since the first frame: beginning, end, and when it was known.</summary>
    internal IReadOnlyList<(double Begin, double End, double Told)> Events =>
        [.. _events.Values.Select(seen => (SecondsOf(seen.Event.Begin), seen.Event.End is { } end ? SecondsOf(end) : _time.TotalSeconds, seen.Told.TotalSeconds))];

    /// <summary>Encodes a clip as cameras do, H.264 with a keyframe each second, unless that was done before.</summary>
    /// <param name="name">What the result is called.</param>
    /// <param name="input">FFmpeg's arguments up to the input.</param>
    /// <param name="filter">What is done to the picture.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task<string> EncodeAsync(string name, IEnumerable<string> input, string filter, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Root, "artifacts", "bench", "motion")).FullName;
        var path = Path.Combine(folder, $"{name}.mp4");
        if (!File.Exists(path))
        {
            var unfinished = Path.Combine(folder, $"{name}.part.mp4");
            await Tool.OutputOfAsync(
                "ffmpeg",
                ["-v", "error", "-y", .. input, "-an", "-vf", filter, "-r", $"{Fps}", "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency",
                    "-g", $"{Fps}", "-b:v", "1M", "-maxrate", "1M", "-bufsize", "1M", "-pix_fmt", "yuv420p", unfinished],
                cancellationToken);
            File.Move(unfinished, path);
        }

        return path;
    }

    /// <summary>Shows the detector a clip, after what it was shown before.</summary>
    internal async Task ShowAsync(string path, CancellationToken cancellationToken)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            "ffmpeg", ["-v", "error", "-threads", "1", .. MotionFrames.Decoding, "-i", path, .. MotionFrames.Output(MotionFrames.Thinning)])
        {
            RedirectStandardOutput = true,
        })!;
        var frame = new byte[MotionDetector.Width * MotionDetector.Height];
        while (await ffmpeg.StandardOutput.BaseStream.ReadAtLeastAsync(frame, frame.Length, throwOnEndOfStream: false, cancellationToken) == frame.Length)
        {
            _tracker.Note(_detector.Look(frame), DateTime.UnixEpoch + _time);
            foreach (var seen in _tracker.Recent())
            {
                _events[seen.Number] = (seen, _events.TryGetValue(seen.Number, out var known) ? known.Told : _time);
            }

            _time += Step;
        }

        await ffmpeg.WaitForExitAsync(cancellationToken);
    }

    private static double SecondsOf(DateTime time) => (time - DateTime.UnixEpoch).TotalSeconds;
}
