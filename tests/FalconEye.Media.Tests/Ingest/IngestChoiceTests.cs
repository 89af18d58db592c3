using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;

namespace FalconEye.Media.Tests.Ingest;

public sealed class IngestChoiceTests
{
    private static readonly SourceFailedException Odd =
        new(new SourceFailure(FailureReasons.UnsupportedCodec, "Packetization mode 2 is not supported.")) { IsUnsupported = true };

    private static readonly SourceFailedException Away = new(new SourceFailure(FailureReasons.Unreachable, "No route to camera."));

    [Fact]
    public void What_our_reader_does_not_understand_goes_to_FFmpeg_and_stays_there_once_that_works()
    {
        var choice = new IngestChoice(IngestMode.Auto);

        Assert.True(choice.RecordFailure(Odd));
        choice.RecordSuccess();
        Assert.False(choice.RecordFailure(Away));

        Assert.Equal((IngestKind.Ffmpeg, Odd.Message), (choice.Report!.Kind, choice.Report.Reason));
    }

    [Fact]
    public void When_FFmpeg_fails_too_our_reader_is_next()
    {
        var choice = new IngestChoice(IngestMode.Auto);

        Assert.True(choice.RecordFailure(Odd));
        Assert.False(choice.RecordFailure(Away));

        Assert.Equal((IngestKind.Own, null), (choice.Kind, choice.Report));
    }

    [Theory]
    [InlineData(FailureReasons.Unauthorized)]
    [InlineData(FailureReasons.Unreachable)]
    [InlineData(FailureReasons.Timeout)]
    public void A_camera_that_is_away_or_refuses_the_login_is_not_given_to_FFmpeg(string reason)
    {
        var choice = new IngestChoice(IngestMode.Auto);

        Assert.False(choice.RecordFailure(new SourceFailedException(new SourceFailure(reason, "No."))));

        Assert.Equal(IngestKind.Own, choice.Kind);
    }

    [Fact]
    public void A_camera_that_has_worked_may_send_garbage_now_and_then()
    {
        var choice = new IngestChoice(IngestMode.Auto);
        choice.RecordSuccess();

        Assert.Equal([false, false, true], [choice.RecordFailure(Odd), choice.RecordFailure(Odd), choice.RecordFailure(Odd)]);
    }

    [Theory]
    [InlineData(IngestMode.Own, IngestKind.Own)]
    [InlineData(IngestMode.Ffmpeg, IngestKind.Ffmpeg)]
    public void The_operator_s_choice_is_kept(IngestMode mode, IngestKind kind)
    {
        var choice = new IngestChoice(mode);

        Assert.False(choice.RecordFailure(Odd));

        Assert.Equal(kind, choice.Kind);
    }

    [Fact]
    public void A_closed_connection_may_be_that_of_a_busy_camera_once()
    {
        IngestChoice choice = new(IngestMode.Auto);
        SourceFailedException closed = new(new SourceFailure(FailureReasons.Failed, "The camera closed the connection.")) { MayBeProtocolError = true, MayBeBusy = true };

        Assert.False(choice.RecordFailure(closed));
        Assert.Equal(IngestKind.Own, choice.Kind);
        Assert.True(choice.RecordFailure(closed));
        Assert.Equal(IngestKind.Ffmpeg, choice.Kind);
    }
}
