using System.Text;
using FalconEye.Recorder.Recording;

namespace FalconEye.Recorder.Tests;

public sealed class FileNameTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("Front door", "Front_door_20260102_010405.mp4")]
    [InlineData("../../etc/x", "etc_x_20260102_010405.mp4")]
    [InlineData("玄関カメラ", "玄関カメラ_20260102_010405.mp4")]
    [InlineData("🎥", "🎥_20260102_010405.mp4")]
    [InlineData("...", "camera_20260102_010405.mp4")]
    [InlineData("a\0b\r\n\u202Ec", "abc_20260102_010405.mp4")]
    [InlineData("-rf", "rf_20260102_010405.mp4")]
    public void Names_stay_readable_and_do_no_harm(string camera, string expected) =>
        Assert.Equal(expected, FileNames.ForRecording(camera, Start));

    [Fact]
    public void No_name_is_longer_than_a_file_system_takes()
    {
        var name = FileNames.ForRecording(string.Concat(Enumerable.Repeat("🎥", 127)), Start);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 240, FileNames.MaxBytes);
        Assert.EndsWith("🎥_20260102_010405.mp4", name, StringComparison.Ordinal);
    }
}
