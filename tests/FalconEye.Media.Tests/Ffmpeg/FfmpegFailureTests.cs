using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;

namespace FalconEye.Media.Tests.Ffmpeg;

public sealed class FfmpegFailureTests
{
    [Theory]
    [InlineData("[rtsp @ 0x5] method DESCRIBE failed: 401 Unauthorized", "unauthorized", "401 Unauthorized from camera: check user name and password.")]
    [InlineData("[http @ 0x5] HTTP error 403 Forbidden", "unauthorized", "403 Forbidden from camera: this user may not watch the stream.")]
    [InlineData("rtsp://127.0.0.1:1/x: Server returned 404 Not Found", "not_found", "404 Not Found from camera: it has no stream at /live?token=***; check the path of the address.")]
    [InlineData("[tcp @ 0x5] Connection to tcp://192.168.1.5:554 failed: Connection refused", "refused", "Connection refused by 192.168.1.5:554: nothing listens on that port; check the port, and that the camera is on.")]
    [InlineData("[tcp @ 0x5] Failed to resolve hostname x: Name or service not known", "unreachable", "The name 192.168.1.5 is not known: check the host of the address.")]
    [InlineData("rtsp://127.0.0.1:1/x: No route to host", "unreachable", "No route to 192.168.1.5: check that the camera is on and in this network.")]
    [InlineData("http://127.0.0.1:1/x: Connection timed out", "timeout", "192.168.1.5:554 did not answer in time: check that the camera is on and in this network.")]
    [InlineData("Stream map '0:v:0' matches no streams.", "no_video", "No video stream: the camera sends no video at /live?token=***.")]
    [InlineData("Could not find codec parameters for stream 0 (Video: none, none): unknown codec", "unsupported_codec", "The camera sends video in a format that FFmpeg does not know: choose H.264 or H.265 in its settings.")]
    [InlineData("rtsp://127.0.0.1:1/x: Invalid data found when processing input", "no_video", "192.168.1.5:554 answers, but what it sends is not a video stream: check port and path of the address.")]
    public void FFmpegs_output_becomes_a_cause_and_a_message(string line, string reason, string message)
    {
        var failure = FfmpegFailure.Explain(["[h264 @ 0x7] a warning", line], Camera(), "rtsp://127.0.0.1:1/x", outOfTime: false);

        Assert.Equal(new SourceFailure(reason, message), failure);
    }

    [Fact]
    public void A_source_that_takes_the_connection_and_says_nothing_is_a_timeout()
    {
        var failure = FfmpegFailure.Explain(["rtsp://127.0.0.1:1/x: Invalid data found when processing input"], Camera(), "rtsp://127.0.0.1:1/x", outOfTime: true);

        Assert.Equal(FailureReasons.Timeout, failure.Reason);
    }

    [Fact]
    public void Unknown_errors_are_shown_without_addresses_and_credentials()
    {
        var failure = FfmpegFailure.Explain(
            ["[demux @ 0x55] rtsp://127.0.0.1:1/x and rtsp://admin:s3cret@192.168.1.5/live?token=t0p and http://u:p@h/: odd"],
            Camera(),
            "rtsp://127.0.0.1:1/x",
            outOfTime: false);

        Assert.Equal("FFmpeg: rtsp://***@192.168.1.5/live?token=*** and rtsp://***@192.168.1.5/live?token=*** and http://***@h/: odd", failure.Message);
    }

    private static SourceAddress Camera() =>
        SourceAddress.TryParse("rtsp://admin:s3cret@192.168.1.5/live?token=t0p", out var address, out _) ? address : throw new InvalidOperationException();
}
