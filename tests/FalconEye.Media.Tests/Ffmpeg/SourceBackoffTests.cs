using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;

namespace FalconEye.Media.Tests.Ffmpeg;

public sealed class SourceBackoffTests
{
    [Fact]
    public void A_password_that_never_worked_is_tried_again_after_half_an_hour()
    {
        var backoff = new SourceBackoff();

        Assert.InRange(backoff.Next(FailureReasons.Refused).TotalSeconds, 0.7, 1);
        Assert.Equal(SourceBackoff.AfterRefusal, backoff.Next(FailureReasons.Unauthorized));
        Assert.Equal(SourceBackoff.AfterRefusal, backoff.Next(FailureReasons.Unauthorized));
    }

    [Fact]
    public void A_password_that_has_worked_gets_two_more_attempts()
    {
        var backoff = new SourceBackoff();
        backoff.Reset();

        Assert.InRange(backoff.Next(FailureReasons.Unauthorized).TotalSeconds, 0.7, 1);
        Assert.InRange(backoff.Next(FailureReasons.Unauthorized).TotalSeconds, 1.4, 2);
        Assert.Equal(SourceBackoff.AfterRefusal, backoff.Next(FailureReasons.Unauthorized));
    }
}
