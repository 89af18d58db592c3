using FalconEye.Api.Events;
using FalconEye.Api.Events.Conditions;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Tests.Events;

public sealed class ConditionTests
{
    private static readonly DateTime Now = new(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Door = Guid.NewGuid();

    [Fact]
    public void A_camera_in_error_is_offline_since_its_status_changed_and_says_why()
    {
        var found = CameraConditions.FindOffline(Camera(CameraStatus.Error, since: 90, error: "10.0.0.5:554 does not answer."), Now)!;

        Assert.Equal((EventKinds.CameraOffline, Door, Now.AddSeconds(-90)), (found.Kind, found.CameraId!.Value, found.Since));
        Assert.Equal("Door is offline: 10.0.0.5:554 does not answer.", found.Message);
    }

    [Theory]
    [InlineData(CameraStatus.Running, 900, 900, false)]
    [InlineData(CameraStatus.Creating, 20, 20, false)]
    [InlineData(CameraStatus.Creating, 40, 20, false)]
    [InlineData(CameraStatus.Creating, 40, 40, true)]
    public void A_start_takes_a_while_before_a_camera_counts_as_offline(CameraStatus status, int statusAge, int startAge, bool expected) =>
        Assert.Equal(expected, CameraConditions.FindOffline(Camera(status, statusAge, startAge), Now) is not null);

    [Theory]
    [InlineData(10, false)]
    [InlineData(31, true)]
    public void A_moment_without_recording_is_not_told(int seconds, bool expected) => Assert.Equal(
        expected, CameraConditions.FindMissingRecording(Camera(CameraStatus.Running, 900), Now.AddSeconds(-seconds), Now) is not null);

    [Fact]
    public void A_forecast_that_wavers_is_one_event()
    {
        HashSet<string> none = [], told = ["nas"];

        Assert.Single(DiskConditions.Find([Disk(2.9)], none, Now));
        Assert.Empty(DiskConditions.Find([Disk(3.1)], none, Now));
        Assert.Single(DiskConditions.Find([Disk(3.9)], told, Now));
        Assert.Empty(DiskConditions.Find([Disk(4.1)], told, Now));
        Assert.Empty(DiskConditions.Find([Disk(null)], told, Now));
        Assert.Empty(DiskConditions.Find([Disk(0.1) with { IsHeldFree = true }], none, Now));
        Assert.Single(DiskConditions.Find([Disk(0.1) with { IsHeldFree = true, IsShort = true }], none, Now));
    }

    private static CameraConditions.Facts Camera(CameraStatus status, int since, int startedAgo = 3600, string? error = null) =>
        new(Door, "Door", status, error, Now.AddSeconds(-since), Now.AddSeconds(-startedAgo));

    private static DiskConditions.Outlook Disk(double? days) => new("nas", days, IsHeldFree: false, IsShort: false);
}
