using System.Diagnostics;
using System.Globalization;
using FalconEye.Media.Motion;

namespace FalconEye.Media.Tests.Motion;

/// <summary>Zones are drawn on the JPEG frames that users see, so motion is looked for in frames of that shape.</summary>
public sealed class ShownFrames
{
    [Theory]
    [InlineData("1280x720", 640, 480, 0, 11)]
    [InlineData("640x480", 1280, 720, 20, 0)]
    [InlineData("1280x720", 640, 360, 0, 0)]
    [InlineData("640x480", 640, 480, 0, 0)]
    public async Task A_camera_of_another_shape_has_bars_as_users_see_them(string size, int shownWidth, int shownHeight, int across, int down)
    {
        var frame = await GreyFrameAsync(size, (double)shownWidth / shownHeight);

        Assert.Equal(MotionDetector.Width * MotionDetector.Height, frame.Length);
        for (var y = 0; y < MotionDetector.Height; y++)
        {
            for (var x = 0; x < MotionDetector.Width; x++)
            {
                var isBar = x < across || x >= MotionDetector.Width - across || y < down || y >= MotionDetector.Height - down;
                var value = frame[(y * MotionDetector.Width) + x];

                // A bar's edge may lie in the middle of a pixel.
                var isEdge = Math.Abs(x - across) <= 1 || Math.Abs(x - (MotionDetector.Width - across)) <= 1 || Math.Abs(y - down) <= 1 || Math.Abs(y - (MotionDetector.Height - down)) <= 1;
                Assert.True(isEdge || (value <= 16) == isBar, string.Create(CultureInfo.InvariantCulture, $"At {x}, {y} is {value}."));
            }
        }
    }

    private static async Task<byte[]> GreyFrameAsync(string size, double shownAspect)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-f", "lavfi", "-i", $"color=white:size={size}:rate=1", "-frames:v", "1", .. MotionFrames.Output("", shownAspect)])
        {
            RedirectStandardOutput = true,
        })!;
        using var frame = new MemoryStream();
        await ffmpeg.StandardOutput.BaseStream.CopyToAsync(frame, TestContext.Current.CancellationToken);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        return frame.ToArray();
    }
}
