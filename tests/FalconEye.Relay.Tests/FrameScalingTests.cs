using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

public sealed class FrameScalingTests
{
    private const int Width = 320;
    private const int Height = 240;
    private const int Pixels = Width * Height;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<RtspCameraOptions> LateKeyframes() =>
    [
        new RtspCameraOptions { KeyframeSeconds = 4 },
        new RtspCameraOptions { KeyframeSeconds = 4, Slices = 4 },
        new RtspCameraOptions { KeyframeSeconds = 4, Video = VideoCodec.H265 },
    ];

    [Theory]
    [MemberData(nameof(LateKeyframes))]
    public async Task The_first_picture_is_one_that_the_camera_took_however_far_its_keyframe_is(RtspCameraOptions options)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["reference"], await SimulatedCamera.ReferenceAsync(options, Cancelled), Cancelled);
        await using var camera = await SimulatedCamera.StartAsync(options, Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using var viewer = await RelayViewer.OpenAsync(relay);
        await File.WriteAllBytesAsync(folder["first.jpg"], await viewer.First, Cancelled);

        var first = await LumaOfAsync(folder, "first.jpg");
        var taken = await LumaOfAsync(folder, "reference");
        var difference = Enumerable.Range(0, taken.Length / Pixels).Min(number => MeanDifference(first, taken.AsSpan(number * Pixels, Pixels)));

        Assert.InRange(difference, 0, 6);
    }

    [Fact]
    public async Task A_wide_picture_is_framed_in_black_and_not_stretched()
    {
        const int Bar = (Height - (Width * 9 / 16)) / 2;
        using var folder = new TemporaryFolder();
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Width = 640, Height = 360 }, Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using var viewer = await RelayViewer.OpenAsync(relay);
        await File.WriteAllBytesAsync(folder["first.jpg"], await viewer.First, Cancelled);

        var luma = await LumaOfAsync(folder, "first.jpg");
        int[] brightest = [.. luma.Chunk(Width).Select(line => (int)line.Max())];

        Assert.Equal(Height, brightest.Length);
        Assert.All(brightest[..(Bar - 2)], brightness => Assert.InRange(brightness, 0, 24));
        Assert.All(brightest[(Bar + 2)..^(Bar + 2)], brightness => Assert.InRange(brightness, 40, 255));
        Assert.All(brightest[^(Bar - 2)..], brightness => Assert.InRange(brightness, 0, 24));
    }

    /// <summary>The brightness of all pixels of all pictures of a file, in full range.</summary>
    private static async Task<byte[]> LumaOfAsync(TemporaryFolder folder, string file)
    {
        var raw = folder[file + ".gray"];
        string[] arguments = ["-v", "error", "-i", folder[file], "-vf", "scale=out_range=full", "-pix_fmt", "gray", "-f", "rawvideo", "-y", raw];
        await Tool.OutputOfAsync("ffmpeg", arguments, Cancelled);
        return await File.ReadAllBytesAsync(raw, Cancelled);
    }

    private static double MeanDifference(byte[] one, ReadOnlySpan<byte> other)
    {
        var sum = 0L;
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            sum += Math.Abs(one[pixel] - other[pixel]);
        }

        return (double)sum / Pixels;
    }
}
