using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;
using FalconEye.TestKit;

namespace FalconEye.Recorder.Tests;

public sealed class RecoveryTests
{
    private static readonly Uri Unreachable = new("rtsp://127.0.0.1:9/stream");

    [Theory]
    [InlineData("")]
    [InlineData("garbage that is no recording at all, left by a disk")]
    [InlineData(null)]
    public async Task A_file_without_video_is_removed_and_reported_as_failed(string? content)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var bench = await RecorderBench.CreateAsync();
        var left = await LeaveAsync(bench, content, cancellation);

        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(Unreachable), cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 1, "the end is reported", cancellation);

        var reported = bench.Api.Ended[0];
        Assert.Equal((left.Id, RecordingStatus.Failed), (reported.Opened.Id, reported.Changed!.Status));
        Assert.False(File.Exists(left.FilePath));
        await Eventually.HoldsAsync(() => Directory.GetFiles(JournalOf(bench)).Length == 0, "it is forgotten", cancellation);
    }

    [Fact]
    public async Task A_damaged_file_is_kept_aside_and_reported_and_the_recorder_goes_on()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var bench = await RecorderBench.CreateAsync();
        var left = await LeaveAsync(bench, "", cancellation);
        await File.WriteAllBytesAsync(left.FilePath, MovieOfEndlessDuration(), cancellation);

        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(Unreachable), cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 1, "the end is reported", cancellation);

        var reported = bench.Api.Ended[0].Changed!;
        Assert.Equal(RecordingStatus.Failed, reported.Status);
        Assert.Contains("damaged", reported.ErrorMessage, StringComparison.Ordinal);
        Assert.False(File.Exists(left.FilePath));
        Assert.Equal(MovieOfEndlessDuration(), await File.ReadAllBytesAsync(left.FilePath + ".damaged", cancellation));
        await Eventually.HoldsAsync(() => Directory.GetFiles(JournalOf(bench)).Length == 0, "it is forgotten", cancellation);
        Assert.Equal(RecorderState.Idle, (await recorder.StatusAsync(cancellation)).Status);
    }

    /// <summary>A movie header (ISO/IEC 14496-12, 8.2.2, version 1) whose duration is longer than any that can be counted.</summary>
    private static byte[] MovieOfEndlessDuration() =>
    [
        0, 0, 0, 48, .. "moov"u8, 0, 0, 0, 40, .. "mvhd"u8, 1, 0, 0, 0, .. new byte[16], 0, 0, 0, 1, .. Enumerable.Repeat((byte)0xFE, 8),
    ];

    private static string JournalOf(RecorderBench bench) => Path.Combine(bench.Recordings, bench.CameraId.ToString(), ".open");

    private static async Task<RecordingOpened> LeaveAsync(RecorderBench bench, string? content, CancellationToken cancellationToken)
    {
        var left = new RecordingOpened
        {
            Id = $"{bench.CameraId}_20260102030405",
            CameraId = bench.CameraId,
            FilePath = Path.Combine(bench.Recordings, bench.CameraId.ToString(), "Yard_20260102_030405.mp4"),
            FileName = "Yard_20260102_030405.mp4",
            StartTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };
        Directory.CreateDirectory(JournalOf(bench));
        await File.WriteAllBytesAsync(
            Path.Combine(JournalOf(bench), left.Id + ".json"), JsonSerializer.SerializeToUtf8Bytes(left, WireJson.Default.RecordingOpened), cancellationToken);
        if (content is not null)
            await File.WriteAllTextAsync(left.FilePath, content, cancellationToken);
        return left;
    }
}
