using FalconEye.Api.Cleanup;
using FalconEye.Orchestration;

namespace FalconEye.Cleanup.Tests;

/// <summary>When a cleanup may believe what it sees, and when it must not act.</summary>
public sealed class CleanupSafetyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LongAgo = Now.AddDays(-30);

    [Fact]
    public void An_empty_database_is_distrusted_while_workloads_exist() =>
        Assert.Equal("The database has no camera at all, and 2 workloads run.", Snapshot(owned: 0, orphans: 2, cameras: 0).Refusal());

    [Fact]
    public void An_empty_cluster_is_distrusted_while_cameras_should_run() => Assert.Equal(
        "Not one workload is to be seen, and 1 camera should run: is this the right namespace?", Snapshot(owned: 0, orphans: 0, cameras: 3, wanted: 1).Refusal());

    [Fact]
    public void A_database_younger_than_an_unknown_workload_is_distrusted() => Assert.StartsWith(
        "The database is just created: its first camera is from ", Snapshot(owned: 3, orphans: 1, cameras: 3, oldestCamera: Now.AddMinutes(-9)).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void More_than_half_of_all_workloads_without_a_camera_is_distrusted() =>
        Assert.Equal("3 of 5 workloads seem to have no camera, which is more than half.", Snapshot(owned: 2, orphans: 3, cameras: 2).Refusal());

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, 3)]
    [InlineData(3, 0, 3)]
    [InlineData(3, 1, 3)]
    [InlineData(2, 2, 2)]
    public void A_plausible_state_is_trusted(int owned, int orphans, int cameras) => Assert.Null(Snapshot(owned, orphans, cameras).Refusal());

    [Fact]
    public void A_new_installation_without_older_workloads_is_trusted() =>
        Assert.Null(Snapshot(owned: 3, orphans: 1, cameras: 3, oldestCamera: Now.AddMinutes(-9), deployed: Now.AddMinutes(-5)).Refusal());

    private static CleanupSnapshot Snapshot(int owned, int orphans, int cameras, int wanted = 0, DateTimeOffset? oldestCamera = null, DateTimeOffset? deployed = null)
    {
        Guid[] ids = [.. Enumerable.Range(0, cameras).Select(_ => Guid.NewGuid())];
        return new(
            [
                .. ids.Take(owned).Select(id => Workload(id, deployed ?? LongAgo)),
                .. Enumerable.Range(0, orphans).Select(_ => Workload(Guid.NewGuid(), deployed ?? LongAgo)),
            ],
            ids.ToDictionary(id => id, _ => (oldestCamera ?? LongAgo).UtcDateTime),
            wanted,
            Now);
    }

    private static WorkloadObservation Workload(Guid camera, DateTimeOffset deployedAt) => new()
    {
        Key = new(camera, WorkloadComponent.Camera),
        Name = "cam-door",
        CameraName = "Door",
        ServiceName = "svc-door",
        Phase = WorkloadPhase.Running,
        DeployedAt = deployedAt,
    };
}
