using System.Buffers.Binary;
using FalconEye.Media.Captions;
using FalconEye.Media.Mp4.Playback;
using FalconEye.Media.Mp4.Reencoding;
using FalconEye.TestKit;

namespace FalconEye.Media.Tests.Captions;

/// <summary>What is burned into pictures: pixels, whatever the camera is called.</summary>
public sealed class DrawingCaptions
{
    private static readonly DateTime Moment = new(2026, 3, 29, 0, 59, 59, 900, DateTimeKind.Utc);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public void The_time_is_that_of_the_zone_with_its_distance_to_UTC()
    {
        Caption berlin = new("Door", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Assert.Equal("2026-03-29 01:59:59 +01:00", berlin.TimeAt(Moment));
        Assert.Equal("2026-03-29 03:00:00 +02:00", berlin.TimeAt(Moment.AddSeconds(0.1)));
        Assert.Equal("2026-03-28 20:59:59 -04:00", new Caption("Door", TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).TimeAt(Moment));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%{pts\\:hms} ':\\\\\"\n\r\t\0;[v]movie=/etc/passwd")]
    [InlineData("\u202e\u200b\ud800 x \udc00\u0301\u0301")]
    [InlineData("Кухня 厨房 🚪")]
    [InlineData("Straße Ärger Ålesund Čapek Œuvre")]
    public void Every_name_becomes_pixels_of_bounded_size(string name)
    {
        foreach (var text in (string[])[name, string.Concat(Enumerable.Repeat(name, 500))])
        {
            foreach (var (width, height) in ((int, int)[])[(2, 2), (160, 120), (1920, 1080), (1920, 65_534)])
            {
                var layout = new Caption(text, TimeZoneInfo.Utc).LayOut(width, height);
                Assert.True(layout.Width <= Math.Max(width, 62 * 16) && layout.Width % 2 == 0 && layout.Height % 2 == 0, $"{layout.Width}x{layout.Height}");
                Assert.Equal(layout.Width * layout.Height, layout.Draw(Moment).Length);
            }
        }
    }

    [Fact]
    public void Letters_are_drawn_with_their_accents_and_what_is_unknown_as_a_box()
    {
        Assert.Equal(
            [
                "......",
                ".#.#..",
                "......",
                ".###..",
                "#...#.",
                "#...#.",
            ],
            LinesOf("Ä").Take(6).Select(line => line[..6]));
        Assert.Equal(LinesOf("ss"), LinesOf("ß"));
        Assert.Equal(LinesOf("厨"), LinesOf("房"));
        Assert.NotEqual(LinesOf("A"), LinesOf("B"));
    }

    [Fact]
    public async Task FFmpeg_decodes_the_pictures_to_the_very_pixels()
    {
        using TemporaryFolder folder = new();
        var layout = new Caption("Door", TimeZoneInfo.Utc).LayOut(640, 480);
        PlainPicture plain = new(layout.Width, layout.Height);
        await using (var stream = File.Create(folder["video.h264"]))
        {
            foreach (var set in plain.Describe(1, 1000).ParameterSets)
            {
                await WriteAsync(stream, set);
            }

            for (var i = 0; i < 3; i++)
            {
                await WriteAsync(stream, plain.Write(layout.Draw(Moment.AddSeconds(i)), i).AsMemory(4));
            }
        }

        await Tool.OutputOfAsync(
            "ffmpeg", ["-v", "error", "-xerror", "-nostdin", "-i", folder["video.h264"], "-f", "rawvideo", "-pix_fmt", "yuv420p", folder["raw"]], Ending);
        var decoded = (await File.ReadAllBytesAsync(folder["raw"], Ending)).Chunk(layout.Width * layout.Height * 3 / 2).ToList();

        Assert.Equal(3, decoded.Count);
        Assert.All(decoded, (picture, i) => Assert.Equal(layout.Draw(Moment.AddSeconds(i)), picture[..(layout.Width * layout.Height)]));
    }

    [Fact]
    public async Task The_recording_of_a_trial_is_one()
    {
        TrialRecording recording = new();
        var index = await PlaybackIndex.ReadAsync(recording, isGrowing: false, cancellationToken: Ending);
        var batch = await recording.ToBatchAsync(Ending);

        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Single(index.Segments).Duration);
        Assert.Equal((1, true), (batch.Count, batch.HasCaptions));
    }

    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> unit)
    {
        var start = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(start, 1);
        await stream.WriteAsync(start, Ending);
        await stream.WriteAsync(unit, Ending);
    }

    /// <summary>The name's pixels: it is on a line of its own where there is room for ten letters.</summary>
    private static List<string> LinesOf(string name)
    {
        var layout = new Caption(name, TimeZoneInfo.Utc).LayOut(62, 120);
        var pixels = layout.Draw(Moment);
        return
        [
            .. Enumerable.Range(0, 12).Select(y => new string([.. pixels.AsSpan((y * layout.Width) + 1, layout.Width - 1).ToArray().Select(pixel => pixel > 128 ? '#' : '.')])),
        ];
    }
}
