using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;
using FalconEye.TestKit;

namespace FalconEye.Recorder.Tests;

/// <summary>Entries of journal and outbox that another program has written into a camera's folder.</summary>
public sealed class ForgedJournalTests
{
    private static readonly Uri Unreachable = new("rtsp://127.0.0.1:9/stream");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("../other/recording.mp4", "recording.mp4")]
    [InlineData("sub/recording.mp4", "sub/recording.mp4")]
    [InlineData(".open/recording.mp4", ".open/recording.mp4")]
    [InlineData("secret.key", "secret.key")]
    public async Task An_entry_of_another_place_is_neither_opened_nor_reported(string path, string fileName)
    {
        await using var bench = await RecorderBench.CreateAsync();
        var folder = Path.Combine(bench.Recordings, bench.CameraId.ToString());
        var victim = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(victim)!);
        await File.WriteAllTextAsync(victim, "what another camera recorded", Cancelled);
        var forged = Recording(bench, victim, fileName);
        await WriteAsync(Path.Combine(folder, ".open", "forged.json"), JsonSerializer.SerializeToUtf8Bytes(forged, WireJson.Default.RecordingOpened));
        var report = $"{{\"opened\":{JsonSerializer.Serialize(forged, WireJson.Default.RecordingOpened)}}}";
        await WriteAsync(Path.Combine(folder, ".outbox", "000000000001.json"), System.Text.Encoding.UTF8.GetBytes(report));

        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(Unreachable), Cancelled);
        await Eventually.HoldsAsync(
            () => File.Exists(Path.Combine(folder, ".outbox", "rejected", "000000000001.json")) && Directory.GetFiles(Path.Combine(folder, ".open")).All(file => !file.EndsWith(".json", StringComparison.Ordinal)),
            "both are put aside",
            Cancelled);

        Assert.Equal("what another camera recorded", await File.ReadAllTextAsync(victim, Cancelled));
        Assert.Empty(bench.Api.Ended);
    }

    private static RecordingOpened Recording(RecorderBench bench, string path, string fileName) => new()
    {
        Id = $"{bench.CameraId}_20260102030405",
        CameraId = bench.CameraId,
        FilePath = path,
        FileName = fileName,
        StartTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    private static async Task WriteAsync(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content, Cancelled);
    }
}
