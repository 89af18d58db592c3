using System.Diagnostics;
using System.Net;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;
using FalconEye.ServiceDefaults;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task A_missing_camera_is_reported_at_once()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var bench = await RecorderBench.CreateAsync();
        var unreachable = new Uri($"rtsp://admin:secret@127.0.0.1:{FreePort.Next()}/stream");
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(unreachable), cancellation);

        var start = Stopwatch.GetTimestamp();
        var (code, reply) = await recorder.PostAsync("/start", cancellation);

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, false), (code, reply.Success));
        Assert.Contains("refused", reply.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", reply.Message, StringComparison.Ordinal);
        Assert.Equal(RecorderState.Idle, (await recorder.StatusAsync(cancellation)).Status);
        Assert.Empty(bench.Videos);
    }

    [Fact]
    public async Task Starting_twice_and_stopping_twice_are_refused_with_the_current_recording()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);

        var started = await recorder.StartRecordingAsync(cancellation);
        Assert.StartsWith($"{bench.CameraId}_", started.RecordingId, StringComparison.Ordinal);
        var (again, reply) = await recorder.PostAsync("/start", cancellation);
        Assert.Equal((HttpStatusCode.Conflict, false, started.RecordingId), (again, reply.Success, reply.Recording!.RecordingId));
        Assert.Contains("\"recording_id\"", await recorder.GetAsync("/status", cancellation), StringComparison.Ordinal);
        Assert.Contains("falcon_eye_recorder_written", await recorder.GetAsync("/metrics", cancellation), StringComparison.Ordinal);

        await recorder.StopRecordingAsync(cancellation);
        var (stopped, _) = await recorder.PostAsync("/stop", cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, stopped);
        Assert.Equal(RecorderState.Stopped, (await recorder.StatusAsync(cancellation)).Status);
    }

    [Fact]
    public async Task A_nearly_full_disk_is_a_reason_not_to_start()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url, minFreeMegabytes: int.MaxValue), cancellation);

        var (code, reply) = await recorder.PostAsync("/start", cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Contains("Disk nearly full", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_setting_is_reported_on_its_own_line()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var bench = await RecorderBench.CreateAsync();
        var variables = bench.Variables(new Uri("file:///etc/passwd"));
        variables[EnvironmentVariables.CameraId] = "yard";
        variables[EnvironmentVariables.SegmentDuration] = "soon";

        var (code, errors) = await RecorderProcess.RunAsync(variables, cancellation);

        Assert.Equal(ProgramHost.ConfigurationExitCode, code);
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All([EnvironmentVariables.CameraId, EnvironmentVariables.StreamUrl, EnvironmentVariables.SegmentDuration],
            variable => Assert.Contains(lines, line => line.StartsWith(variable, StringComparison.Ordinal)));
    }
}
