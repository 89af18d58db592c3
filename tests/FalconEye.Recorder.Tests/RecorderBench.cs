using FalconEye.Contracts;
using FalconEye.TestKit;

namespace FalconEye.Recorder.Tests;

/// <summary>A folder for recordings, an API and what a recorder is told of both.</summary>
public sealed class RecorderBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private RecorderBench(RecordingsApiStub api, TemporaryFolder folder) => (Api, _folder) = (api, folder);

    public RecordingsApiStub Api { get; }

    public Guid CameraId { get; } = Guid.NewGuid();

    /// <summary>The folder of all recordings.</summary>
    public string Recordings => _folder.Path;

    /// <summary>The recordings of the camera, oldest first.</summary>
    public IReadOnlyList<string> Videos => [.. Directory.EnumerateFiles(Path.Combine(Recordings, CameraId.ToString()), "*.mp4").Order(StringComparer.Ordinal)];

    /// <param name="folder">Where to record to; a folder of its own unless it is given.</param>
    public static async Task<RecorderBench> CreateAsync(TemporaryFolder? folder = null) =>
        new(await RecordingsApiStub.StartAsync(), folder ?? new TemporaryFolder());

    /// <summary>The environment of a recorder.</summary>
    public Dictionary<string, string> Variables(Uri source, string name = "Yard", int segmentSeconds = 3600, int minFreeMegabytes = 1) => new()
    {
        [EnvironmentVariables.CameraId] = CameraId.ToString(),
        [EnvironmentVariables.CameraName] = name,
        [EnvironmentVariables.StreamUrl] = source.OriginalString,
        [EnvironmentVariables.ApiUrl] = Api.Url,
        [EnvironmentVariables.RecordingsPath] = Recordings,
        [EnvironmentVariables.SegmentDuration] = segmentSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        [EnvironmentVariables.MinFreeDiskMb] = minFreeMegabytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
        [EnvironmentVariables.NodeName] = "node-1",
    };

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _folder.Dispose();
    }
}
