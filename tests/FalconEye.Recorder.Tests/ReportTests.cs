using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class ReportTests
{
    [Fact]
    public async Task Reports_wait_on_disk_until_an_API_that_is_down_has_them()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        bench.Api.Failure = HttpStatusCode.InternalServerError;
        await using (var first = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation))
        {
            await first.StartRecordingAsync(cancellation);
            await first.StopRecordingAsync(cancellation);
            await first.KillAsync();
        }

        Assert.Empty(bench.Api.Recordings);
        bench.Api.Failure = null;
        await using var second = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 1, "the reports arrive", cancellation);
        var reported = bench.Api.Ended[0];
        Assert.Equal((bench.CameraId, "Yard", "node-1"), (reported.Opened.CameraId, reported.Opened.CameraName, reported.Opened.NodeName));
        Assert.Equal(bench.Videos[0], reported.Opened.FilePath);
    }

    [Fact]
    public async Task A_recording_that_the_API_has_forgotten_is_introduced_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);

        await recorder.StartRecordingAsync(cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Recordings.Count == 1, "the beginning is reported", cancellation);
        bench.Api.Forget(bench.Api.Recordings[0].Opened.Id);
        await recorder.StopRecordingAsync(cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 1, "beginning and end are reported", cancellation);
    }

    [Fact]
    public async Task A_report_that_the_API_refuses_for_good_is_moved_aside()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        bench.Api.Failure = HttpStatusCode.BadRequest;
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);

        await recorder.StartRecordingAsync(cancellation);
        var rejected = Path.Combine(bench.Recordings, bench.CameraId.ToString(), ".outbox", "rejected");
        await Eventually.HoldsAsync(() => Directory.GetFiles(rejected).Length == 1, "the report is moved aside", cancellation);
        bench.Api.Failure = null;
        await recorder.StopRecordingAsync(cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 1, "the next report arrives", cancellation);
    }
}
