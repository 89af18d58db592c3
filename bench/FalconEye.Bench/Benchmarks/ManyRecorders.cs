using System.Globalization;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Bench.Benchmarks;

/// <summary>48 cameras recorded at once: what it costs, and whether a frame is missing.</summary>
internal static class ManyRecorders
{
    private const int Cameras = 48;

    /// <summary>
    /// Two cores cannot open 48 cameras within the 10 s that a start may take; a person does not press 48 buttons at once either.
    /// </summary>
    private const int StartedTogether = 6;

    /// <summary>Two frames' time, and a little: a longer step between packets is a missing frame.</summary>
    private const double MaxStep = 2.1 / 15;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    /// <summary>Runs bare FFmpegs, then recorders, for as long.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var camera = await SimulatedCamera.StartAsync(Sources.HighDefinition with { Cameras = Cameras }, cancellationToken);
        Table table = new($"{Cameras} recordings of 1280x720, 2 Mbit/s H.264", "program", "cores", "PSS, MB", "files", "shortest, s", "longest step between frames, s", "files with a gap");
        await MeasureAsync("bare FFmpeg, -c copy", Duration, (url, folder, number) => Task.FromResult(
            MeasuredProgram.Ffmpeg(url, "-c", "copy", "-f", "mp4", folder[$"{number}.mp4"])));
        await using FakeRecordingsApi api = new();
        await MeasureAsync("recorder, own ingest", Duration, (url, folder, _) => RecordAsync(url, folder, "own"));
        await MeasureAsync("recorder + its FFmpeg", Duration, (url, folder, _) => RecordAsync(url, folder, "ffmpeg"));

        async Task<MeasuredProgram> RecordAsync(Uri url, TemporaryFolder folder, string ingest)
        {
            var recorder = await MeasuredProgram.RecorderAsync(url, folder.Path, api.Address, ingest, cancellationToken);
            try
            {
                await recorder.RecordAsync(cancellationToken);
                return recorder;
            }
            catch (Exception e) when (e is HttpRequestException or InvalidOperationException)
            {
                await recorder.DisposeAsync();
                throw;
            }
        }

        async Task MeasureAsync(string name, TimeSpan duration, Func<Uri, TemporaryFolder, int, Task<MeasuredProgram>> start)
        {
            using TemporaryFolder folder = new();
            List<Task<MeasuredProgram>> starting = [];
            try
            {
                foreach (var together in camera.Urls.Index().Chunk(StartedTogether))
                {
                    starting.AddRange(together.Select(entry => start(entry.Item, folder, entry.Index)));
                    await Task.WhenAll(starting);
                }

                var cost = await Cost.OfAsync([.. starting.Select(program => program.Result.Id)], duration, cancellationToken);
                await EndAsync(starting);
                starting.Clear();
                var recordings = await CheckAsync(folder, cancellationToken);
                table.Add(
                    name,
                    $"{cost.Cores:0.000}",
                    $"{cost.ProportionalMegabytes:0}",
                    $"{recordings.Count}",
                    $"{recordings.Min(recording => recording.Seconds):0.0}",
                    $"{recordings.Max(recording => recording.MaxStep):0.000}",
                    $"{recordings.Count(recording => recording.MaxStep > MaxStep)}");
            }
            finally
            {
                await EndAsync(starting);
            }
        }
    }

    private static Task EndAsync(List<Task<MeasuredProgram>> programs) =>
        Task.WhenAll(programs.Where(program => program.IsCompletedSuccessfully).Select(program => program.Result.DisposeAsync().AsTask()));

    private static async Task<List<(double Seconds, double MaxStep)>> CheckAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        List<(double Seconds, double MaxStep)> recordings = [];
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.mp4", SearchOption.AllDirectories))
        {
            string[] arguments = ["-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time", "-of", "csv=p=0", file];
            var packets = await Tool.OutputOfAsync("ffprobe", arguments, cancellationToken);
            double[] times = [.. packets.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => double.Parse(line.TrimEnd(','), CultureInfo.InvariantCulture)).Order()];
            recordings.Add((times[^1] - times[0], times.Skip(1).Zip(times, (later, earlier) => later - earlier).Max()));
        }

        return recordings;
    }
}
