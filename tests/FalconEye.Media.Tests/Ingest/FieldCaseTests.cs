using System.Diagnostics;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Media.Tests.Ingest;

/// <summary>Cameras as people have reported them to other projects.</summary>
public sealed class FieldCaseTests
{
    private const long Hour = 3600L * 90_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("still")]
    [InlineData("fast")]
    [InlineData("an hour on")]
    [InlineData("two hours back")]
    [InlineData("wrap")]
    public async Task Whatever_the_stamps_claim_time_passes_as_the_servers_clock_says(string fault)
    {
        await using var camera = await ScriptedRtspCamera.StartAsync(new ScriptedRtspOptions { Stamp = frame => StampOf(fault, frame) }, Cancelled);
        var units = await ReadAsync(camera, TimeSpan.FromSeconds(4));

        var times = units.TimesOf(0);
        Assert.InRange(times.Count, 25, 45);
        Assert.Equal(times.Count / 10.0, times[^1] - times[0], 0.7);
        Assert.InRange((units.WallClocks[^1] - DateTimeOffset.UtcNow).TotalSeconds, -2, 0.1);
    }

    [Theory]
    [InlineData("m=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=control:trackID=audio\r\n", null, false, 0)]
    [InlineData("m=audio 0 RTP/AVP 97\r\na=rtpmap:97 X-VENDOR-ADPCM/8000\r\na=control:trackID=audio\r\n", 97, false, 1)]
    [InlineData("m=audio 0 RTP/AVP 0\r\na=sendonly\r\na=control:trackID=audio\r\n", null, true, 1)]
    public async Task Sound_that_does_not_work_does_not_keep_the_picture_back(string media, int? type, bool isRefused, int leftOut)
    {
        var options = new ScriptedRtspOptions { FurtherMedia = media, AudioType = type, RefusesFurtherMedia = isRefused };
        await using var camera = await ScriptedRtspCamera.StartAsync(options, Cancelled);
        var units = await ReadAsync(camera, TimeSpan.FromSeconds(1.5));

        Assert.NotEmpty(units.TimesOf(0));
        Assert.Equal(leftOut, units.Streams[^1].LeftOut.Count);
    }

    [Fact]
    public async Task A_change_of_the_picture_s_size_is_described_before_its_first_frame()
    {
        var options = new ScriptedRtspOptions { OtherSize = "160x120" };
        await using var camera = await ScriptedRtspCamera.StartAsync(options, Cancelled);
        var units = await ReadAsync(camera, TimeSpan.FromSeconds(3.5));

        Assert.Contains(units.Streams, stream => stream.Video is { Width: 320, Height: 240 });
        Assert.Contains(units.Streams, stream => stream.Video is { Width: 160, Height: 120 });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Testing_a_camera_finds_what_recording_would_and_its_first_picture(bool hasParameterSets)
    {
        await using var camera = await ScriptedRtspCamera.StartAsync(new ScriptedRtspOptions { HasParameterSets = hasParameterSets }, Cancelled);
        Assert.True(SourceAddress.TryParse(camera.Url.OriginalString, out var address, out _));
        var resolver = new SourceResolver(address, wanted: null, TimeProvider.System);

        var found = await new SourceProbe(IngestMode.Own, TimeProvider.System).TryAsync(resolver, TimeSpan.FromSeconds(10), Cancelled);

        Assert.Equal((true, "h264", 320, 240, 10.0), (found.Ok, found.Codec, found.Width, found.Height, found.Fps));
        Assert.Equal([0xFF, 0xD8], Convert.FromBase64String(found.Snapshot!)[..2]);
        Assert.Equal(1, camera.Plays);
    }

    [Fact]
    public async Task A_test_of_a_camera_that_nothing_reads_says_what_our_own_reader_has_found()
    {
        await using var camera = new UnknownCodecCamera();
        Assert.True(SourceAddress.TryParse(camera.Url.OriginalString, out var address, out _));
        var resolver = new SourceResolver(address, wanted: null, TimeProvider.System);

        var found = await new SourceProbe(IngestMode.Auto, TimeProvider.System).TryAsync(resolver, TimeSpan.FromSeconds(8), Cancelled);

        Assert.Equal(
            (false, "unsupported_codec", "The stream has no video that can be read. Video in X-UNHEARD-OF is not supported. Choose H.264 or H.265 in the camera's settings."),
            (found.Ok, found.Reason, found.Hint));
    }

    /// <summary>How a session's n-th frame is stamped, at 10 frames a second.</summary>
    private static long StampOf(string fault, int frame)
    {
        var right = frame * 9_000L;
        return fault switch
        {
            "still" => 12_345,
            "fast" => right * 2,
            "an hour on" => right + (frame >= 15 ? Hour : 0),
            "two hours back" => right + (frame < 15 ? 2 * Hour : 0),
            _ => right + (1L << 32) - 90_000,
        };
    }

    private static async Task<CollectedUnits> ReadAsync(ScriptedRtspCamera camera, TimeSpan duration)
    {
        Assert.True(SourceAddress.TryParse(camera.Url.OriginalString, out var address, out _));
        await using var ingest = new RtspIngest(address, new IngestOptions(), TimeProvider.System);
        var units = new CollectedUnits();
        await ingest.OpenAsync(Cancelled);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var reading = ingest.RunAsync(units, enough.Token);
        var started = Stopwatch.GetTimestamp();
        await Eventually.HoldsAsync(() => reading.IsCompleted || Stopwatch.GetElapsedTime(started) > duration, "time passes", Cancelled);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        return units;
    }
}
