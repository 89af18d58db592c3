using System.Globalization;
using FalconEye.Contracts.Cameras;
using FalconEye.Orchestration.Local;
using FalconEye.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace FalconEye.Orchestration.Tests.Local;

/// <summary>With small programs in the place of relays, which serve HTTP as long as they are asked to end, or longer.</summary>
public sealed class LocalOrchestratorTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_that_is_slow_to_end_delays_no_other_workload()
    {
        using TemporaryFolder folder = new();
        await using var orchestrator = Create(folder, "trap 'sleep 4; exit 0' TERM; while :; do sleep 0.1; done");
        var (slow, other) = (Spec("slow"), Spec("other"));
        await orchestrator.DeployAsync(slow, Ending);
        await orchestrator.WaitForAsync(slow.Key, workload => workload?.Phase == WorkloadPhase.Running, Ending);
        var began = TimeProvider.System.GetTimestamp();

        var replacing = orchestrator.DeployAsync(slow with { CameraName = "renamed" }, Ending);
        await orchestrator.DeployAsync(other, Ending);
        await orchestrator.WaitForAsync(other.Key, workload => workload?.Phase == WorkloadPhase.Running, Ending);

        Assert.False(replacing.IsCompleted);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal("renamed", (await replacing).CameraName);
    }

    [Fact]
    public async Task A_restart_does_not_bring_an_older_spec_back()
    {
        using TemporaryFolder folder = new();
        await using var orchestrator = Create(folder, "trap 'sleep 1; exit 0' TERM; while :; do sleep 0.1; done");
        var spec = Spec("door");
        await orchestrator.DeployAsync(spec, Ending);
        await orchestrator.WaitForAsync(spec.Key, workload => workload?.Phase == WorkloadPhase.Running, Ending);

        var restarting = orchestrator.RestartAsync(spec.Key, Ending);
        await orchestrator.DeployAsync(spec with { CameraName = "newer" }, Ending);
        await restarting;

        Assert.Equal("newer", orchestrator.Find(spec.Key)?.CameraName);
    }

    [Fact]
    public async Task A_wait_ends_with_the_change_that_it_waits_for()
    {
        using TemporaryFolder folder = new();
        await using var orchestrator = Create(folder, "while :; do sleep 0.1; done");
        var spec = Spec("door");

        var appears = orchestrator.WaitForAsync(spec.Key, workload => workload is not null, Ending);
        Assert.False(appears.IsCompleted);
        await orchestrator.DeployAsync(spec, Ending);
        await appears;
        var goes = orchestrator.WaitForAsync(spec.Key, workload => workload is null, Ending);
        await orchestrator.DeleteAsync(spec.Key, Ending);

        Assert.Null(await goes);
    }

    /// <summary>A sandbox knows the device of its start; after unplugging and plugging in the same path is another.</summary>
    [Fact]
    public async Task Motion_is_started_again_when_it_may_not_open_a_device_that_is_there()
    {
        using TemporaryFolder folder = new();
        await using var orchestrator = Create(
            folder, "echo '[ALR] v4l2_device_open: Failed to open video device /dev/null: Permission denied'; while :; do sleep 0.1; done");
        var spec = Spec("kitchen") with { Protocol = CameraProtocol.Usb, Usb = new UsbDevice("/dev/null", 640, 480, 15, 70, "kitchen") };
        await orchestrator.DeployAsync(spec, Ending);

        var again = await orchestrator.WaitForAsync(spec.Key, workload => workload?.Restarts > 0, Ending);

        Assert.Equal("may not open /dev/null", again?.Reason);
    }

    private static LocalOrchestrator Create(TemporaryFolder folder, string script)
    {
        var program = folder["program.sh"];
        File.WriteAllText(program, string.Create(CultureInfo.InvariantCulture, $"#!/bin/bash\n{script}\n"));
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new(new LocalOrchestratorOptions(program, program, program, folder.Path), TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static WorkloadSpec Spec(string name) => new()
    {
        Key = new(Guid.NewGuid(), WorkloadComponent.Camera),
        Name = $"cam-{name}",
        ServiceName = $"svc-{name}",
        CameraName = name,
        Protocol = CameraProtocol.Rtsp,
    };
}
