namespace FalconEye.Orchestration.Tests;

public sealed class MotionConfigurationTests
{
    [Fact]
    public void The_configuration_of_a_camera_is_this_file()
    {
        var text = MotionConfiguration.Render(new UsbDevice("/dev/video0", 640, 480, 15, 70, "Kitchen"), 8081, 8080, localOnly: true);

        Assert.Equal(
            """
            daemon off
            setup_mode off
            log_file /dev/stderr
            log_level 6
            emulate_motion off
            pause on
            picture_output off
            movie_output off
            video_device /dev/video0
            width 640
            height 480
            framerate 15
            text_left FALCON-EYE-KITCHEN
            text_right %Y-%m-%d\n%T
            stream_port 8081
            stream_localhost on
            stream_quality 70
            stream_maxrate 15
            stream_motion off
            webcontrol_port 8080
            webcontrol_localhost on
            webcontrol_parms 0

            """,
            text);
    }

    [Theory]
    [InlineData("Door\non_event_start reboot")]
    [InlineData("100%T \\n \"x\" #; $(reboot)")]
    [InlineData("📷 Ünï")]
    public void A_name_cannot_add_a_line_or_a_conversion(string name)
    {
        var plain = MotionConfiguration.Render(new UsbDevice("/dev/video0", 640, 480, 15, 70, "x"), 1, 2, localOnly: true);
        var text = MotionConfiguration.Render(new UsbDevice("/dev/video0", 640, 480, 15, 70, name), 1, 2, localOnly: true);

        var label = Assert.Single(text.Split('\n'), line => line.StartsWith("text_left ", StringComparison.Ordinal));
        Assert.Equal(plain.Split('\n').Length, text.Split('\n').Length);
        Assert.DoesNotContain('%', label);
        Assert.DoesNotContain('\\', label);
        Assert.All(label, letter => Assert.InRange(letter, ' ', '~'));
    }
}
