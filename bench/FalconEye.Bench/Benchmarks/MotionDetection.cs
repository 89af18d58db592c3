using System.Globalization;
using FalconEye.Contracts.Cameras;
using FalconEye.TestKit;

namespace FalconEye.Bench.Benchmarks;

/// <summary>What motion detection finds in real footage, and what it takes for motion where there is none.</summary>
internal static class MotionDetection
{
    /// <summary>An event may begin or end so much beside a passage that was seen by eye, at two pictures a second.</summary>
    private const double Tolerance = 1.5;

    private const string NightNoise = "lutyuv=y=16+(val-16)*0.3,noise=alls=16:allf=t";

    /// <summary>A clip without motion, forth and back, so that it has no cut.</summary>
    private const string ForthAndBack = "split[a][b];[b]reverse[c];[a][c]concat,scale=320:180,setpts=N/15/TB";

    private static readonly (string Name, string Filter)[] Variants =
        [("as filmed", "null"), ("with noise", "noise=alls=20:allf=t"), ("at dusk, with noise", NightNoise)];

    /// <summary>Where nothing happens: a name, a still clip, and what is done to it.</summary>
    private static readonly (string Name, string Clip, string Filter)[] Scenes =
    [
        ("a tree in the wind", "tree", "null"),
        ("a tree in the wind, noise", "tree", "noise=alls=20:allf=t"),
        ("a tree in the wind, sun and clouds", "tree", "eq=brightness='0.12*sin(2*PI*t/40)':eval=frame"),
        ("a road, noise", "road", "noise=alls=20:allf=t"),
        ("a road at night, noise", "road", NightNoise),
        ("a road, sun and clouds", "road", "eq=brightness='0.12*sin(2*PI*t/40)':eval=frame"),
        ("a road, a lamp every 30 s", "road", "eq=brightness='0.2*gt(mod(t,60),30)':eval=frame"),
        ("a road, a shadow that passes each minute", "road",
            "scale=320:180,geq=lum='lum(X,Y)*(1-0.4/(1+exp((X-W/2-W*sin(2*PI*T/60))/24)))':cb='cb(X,Y)':cr='cr(X,Y)'"),
    ];

    /// <summary>Runs it. The clips are those of Debian's opencv-doc, which <c>bench/run.sh</c> unpacks.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        var clips = Path.Combine(RepositoryFolder.Root, "artifacts", "bench", "opencv-doc", "usr", "share", "doc", "opencv-doc", "examples", "data");
        await FindPassagesAsync(clips, cancellationToken);
        await WatchQuietAsync(clips, cancellationToken);
    }

    private static async Task FindPassagesAsync(string clips, CancellationToken cancellationToken)
    {
        Table table = new(
            "Motion: passages that were labelled by eye", "clip, zone, variant", "passages", "found", "events", "false", "of the passages' time, %",
            "beside passages, s", "begins after, s (longest)", "told after, s (longest)");
        var labels = await File.ReadAllLinesAsync(Path.Combine(RepositoryFolder.Root, "bench", "motion", "labels.txt"), cancellationToken);
        foreach (var (variant, filter) in Variants)
        {
            var (passages, found, events, wrong) = (0, 0, 0, 0);
            foreach (var label in labels.Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
            {
                var file = await MotionClip.EncodeAsync(
                    $"{label[0]}-{variant.Replace(' ', '-')}", ["-i", Path.Combine(clips, label[0])], filter, cancellationToken);
                MotionClip clip = new(new MotionSettings { Zones = [new MotionZone(label[1], [.. label[2].Split(' ').Select(PairOf)])] });
                await clip.ShowAsync(file, cancellationToken);
                var row = Compare([.. label[3].Split(' ').Select(text => PairOf(text, '-'))], clip.Events);
                table.Add(
                    $"{label[0]}, {label[1]}, {variant}", $"{row.Passages}", $"{row.Found}", $"{clip.Events.Count}", $"{row.False}",
                    $"{row.Covered * 100:0}", $"{row.Beside:0.0}", $"{row.BeginsAfter:0.0}", $"{row.ToldAfter:0.0}");
                (passages, found, events, wrong) = (passages + row.Passages, found + row.Found, events + clip.Events.Count, wrong + row.False);
            }

            Console.WriteLine(FormattableString.Invariant(
                $"| **{variant}** | {passages} | {found}: recall {(double)found / passages:0.00} | {events} | {wrong}: precision {1 - ((double)wrong / events):0.00} | | | | |"));
        }
    }

    private static async Task WatchQuietAsync(string clips, CancellationToken cancellationToken)
    {
        Table table = new("Motion: where there is none", "scene", "minutes", "events", "events an hour");
        foreach (var (name, clip, filter) in Scenes)
        {
            var still = clip == "tree"
                ? await MotionClip.EncodeAsync("tree", ["-t", "22", "-i", Path.Combine(clips, "tree.avi")], ForthAndBack, cancellationToken)
                : await MotionClip.EncodeAsync("road", ["-ss", "29.2", "-t", "25.5", "-i", Path.Combine(clips, "vtest.avi")], $"crop=114:172:0:150,{ForthAndBack}", cancellationToken);
            var file = await MotionClip.EncodeAsync(
                name.Replace(' ', '-'), ["-stream_loop", "-1", "-t", "300", "-i", still], filter, cancellationToken);
            MotionClip watched = new(new MotionSettings());
            while (watched.Shown < TimeSpan.FromHours(1))
            {
                await watched.ShowAsync(file, cancellationToken);
            }

            table.Add(name, $"{watched.Shown.TotalMinutes:0}", $"{watched.Events.Count}", $"{watched.Events.Count / watched.Shown.TotalHours:0.0}");
        }
    }

    private static (int Passages, int Found, int False, double Covered, double Beside, double BeginsAfter, double ToldAfter) Compare(
        List<double[]> passages, IReadOnlyList<(double Begin, double End, double Told)> events)
    {
        var found = passages.Count(passage => events.Any(seen => seen.Begin < passage[1] && seen.End > passage[0]));
        var wrong = events.Count(seen => !passages.Exists(passage => seen.Begin < passage[1] + Tolerance && seen.End > passage[0] - Tolerance));
        var inside = passages.Sum(passage => events.Sum(seen => Math.Max(0, Math.Min(seen.End, passage[1]) - Math.Max(seen.Begin, passage[0]))));

        // An event is late for the passage that it begins with only: one that goes on covers the next.
        var late = events.SelectMany(seen => passages.Where(passage => seen.Begin >= passage[0] - Tolerance && seen.Begin <= passage[1])
            .Select(passage => (Begins: Math.Max(0, seen.Begin - passage[0]), Told: Math.Max(0, seen.Told - passage[0])))).ToList();
        return (
            passages.Count,
            found,
            wrong,
            inside / passages.Sum(passage => passage[1] - passage[0]),
            events.Sum(seen => seen.End - seen.Begin) - inside,
            late.Select(item => item.Begins).DefaultIfEmpty().Max(),
            late.Select(item => item.Told).DefaultIfEmpty().Max());
    }

    private static double[] PairOf(string text) => PairOf(text, ',');

    private static double[] PairOf(string text, char separator) => [.. text.Split(separator).Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
}
