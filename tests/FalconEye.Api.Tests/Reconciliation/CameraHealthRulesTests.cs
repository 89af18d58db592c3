using FalconEye.Api.Reconciliation;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Tests.Reconciliation;

public sealed class CameraHealthRulesTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(CameraStatus.Running)]
    [InlineData(CameraStatus.Error)]
    public void The_workloads_own_report_is_used(CameraStatus said)
    {
        var (health, hasTimedOut) = Evaluate(new(CameraStatus.Creating), new(said, "why"), null, TimeSpan.FromHours(1));

        Assert.Equal(new CameraHealth(said, "why"), health);
        Assert.False(hasTimedOut);
    }

    [Theory]
    [InlineData(7, CameraStatus.Running)]
    [InlineData(9, CameraStatus.Creating)]
    public void A_healthy_camera_keeps_its_status_over_a_short_stall(int seconds, CameraStatus expected)
    {
        var (health, _) = Evaluate(new(CameraStatus.Running), new(CameraStatus.Creating), TimeSpan.FromSeconds(seconds), TimeSpan.Zero);

        Assert.Equal(expected, health.Status);
    }

    [Fact]
    public void A_failed_camera_keeps_its_reason_while_it_starts()
    {
        var (health, _) = Evaluate(new(CameraStatus.Error, "refused"), new(CameraStatus.Creating), null, TimeSpan.FromSeconds(5));

        Assert.Equal(new CameraHealth(CameraStatus.Error, "refused"), health);
    }

    [Theory]
    [InlineData(CameraStatus.Creating)]
    [InlineData(CameraStatus.Error)]
    public void A_camera_that_does_not_start_in_time_is_in_error(CameraStatus before)
    {
        var early = Evaluate(new(before), new(CameraStatus.Creating), null, Timeout);
        var (health, hasTimedOut) = Evaluate(new(before), new(CameraStatus.Creating, "No answer."), null, Timeout + TimeSpan.FromSeconds(1));

        Assert.False(early.HasTimedOut);
        Assert.True(hasTimedOut);
        Assert.Equal(new CameraHealth(CameraStatus.Error, "The camera did not come up within 3 minutes. No answer."), health);
    }

    private static (CameraHealth Health, bool HasTimedOut) Evaluate(CameraHealth before, CameraHealth now, TimeSpan? silent, TimeSpan comingUp) =>
        CameraHealthRules.Evaluate(before, now, silent, comingUp, Timeout);
}
