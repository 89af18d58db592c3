using FalconEye.Rtsp.Client;
using FalconEye.TestKit;

namespace FalconEye.Rtsp.Tests.Client;

/// <summary>Whole sessions with a scripted camera that does what real ones were reported to do. Numbers are rows of docs/contribute/ingest.md.</summary>
public sealed class SessionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task A_stream_arrives_whole_however_the_network_cuts_it(int pieceLength)
    {
        await using ScriptedCamera camera = new() { ChunkLength = pieceLength };

        CollectingSink sink = await PlayAsync(camera, units: 20);

        Assert.Equal(20, sink.Count(0));
        Assert.Empty(sink.Losses);
        Assert.Equal(["OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"], camera.Methods);
    }

    [Fact]
    public async Task Quirk_1_packets_before_the_answer_to_PLAY_are_kept()
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "PLAY" ? Text(ScriptedCamera.Frame(0, ScriptedCamera.Packet(65535, -6000, true))) + ScriptedCamera.Ok(request) : null,
        };

        Assert.Equal(21, (await PlayAsync(camera, units: 21)).Count(0));
    }

    [Fact]
    public async Task Quirks_2_and_3_line_ends_and_garbage_between_packets_are_skipped()
    {
        byte[][] packets = [.. Enumerable.Range(0, 6).Select(i => ScriptedCamera.Frame(0, ScriptedCamera.Packet(i, i * 6000, i == 0)))];
        await using ScriptedCamera camera = new()
        {
            Stream = [.. "\r\n"u8, .. packets[0], .. "\r\n\r\n"u8, .. packets[1], .. "\0\x1f$garbage \x7f"u8, .. packets[2], .. packets[3], 0xFF, 0x24, .. packets[4], .. packets[5]],
        };

        Assert.Equal(6, (await PlayAsync(camera, units: 6)).Count(0));
    }

    [Fact]
    public async Task Quirk_4_requests_of_the_camera_are_answered()
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "PLAY" ? "OPTIONS * RTSP/1.0\r\nCSeq: 77\r\n\r\n" + ScriptedCamera.Ok(request) : null,
        };

        Assert.Equal(20, (await PlayAsync(camera, units: 20)).Count(0));
    }

    [Theory]
    [InlineData("RTSP/1.0 200\r\nCseq:  {0} \r\n")]
    [InlineData("RTSP/1.0 200 \r\ncseq:{0}\r\n")]
    [InlineData("RTSP/1.0 200 OK\r\n")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: 1\r\nNo colon here\r\n")]
    [InlineData("rtsp/1.0 200 OK\nCSeq: {0}\n")]
    public async Task Quirks_6_to_9_odd_status_lines_headers_and_sequence_numbers_are_read(string head)
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method is "OPTIONS" or "PLAY" ? head.Replace("{0}", request.CSeq, StringComparison.Ordinal) + "\r\n" : null,
        };

        Assert.Equal(20, (await PlayAsync(camera, units: 20)).Count(0));
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("501 Not Implemented")]
    [InlineData("551 Option not supported")]
    public async Task Quirks_14_and_15_a_camera_without_OPTIONS_is_read(string status)
    {
        await using ScriptedCamera camera = new() { Answer = request => request.Method == "OPTIONS" ? ScriptedCamera.Status(request, status) : null };

        Assert.Equal(20, (await PlayAsync(camera, units: 20)).Count(0));
    }

    [Fact]
    public async Task Quirk_16_a_refused_audio_track_is_left_out_and_the_video_goes_on()
    {
        await using ScriptedCamera camera = new()
        {
            Media = ScriptedCamera.Video + ScriptedCamera.Audio,
            Answer = request => request.Method == "SETUP" && request.Url.EndsWith("trackID=1", StringComparison.Ordinal) ? ScriptedCamera.Status(request, "500 No") : null,
        };

        CollectingSink sink = await PlayAsync(camera, units: 20);

        Assert.Null(sink.Descriptions.Last().Audio);
        Assert.Equal(["The camera refuses its audio track (status 500)."], sink.Descriptions.Last().LeftOut);
    }

    [Fact]
    public async Task Quirk_16_a_camera_that_closes_at_its_audio_track_is_read_without_it_on_a_new_connection()
    {
        await using ScriptedCamera camera = new()
        {
            Media = ScriptedCamera.Video + ScriptedCamera.Audio,
            Answer = request => request.Method == "SETUP" && request.Url.EndsWith("trackID=1", StringComparison.Ordinal) ? "close" : null,
        };

        CollectingSink sink = await PlayAsync(camera, units: 20);

        Assert.Equal(["The camera breaks off when its audio track is set up."], sink.Descriptions.Last().LeftOut);
        Assert.Equal(2, camera.Requests.Last().Connection);
    }

    [Fact]
    public async Task Quirk_18_a_redirect_to_the_same_host_keeps_the_credentials()
    {
        await using ScriptedCamera target = new() { Answer = AskForBasic };
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "DESCRIBE" ? ScriptedCamera.Status(request, "302 Moved", $"Location: {target.Address}\r\n") : null,
        };

        Assert.Equal(20, (await PlayAsync(camera, units: 20, options => options with { User = "u", Password = "p" })).Count(0));
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_refused_unless_connections_are_checked()
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "DESCRIBE" ? ScriptedCamera.Status(request, "302 Moved", "Location: rtsp://192.0.2.1/\r\n") : null,
        };

        RtspException e = await Assert.ThrowsAsync<RtspException>(() => PlayAsync(camera, units: 1));

        Assert.Equal((RtspFailure.Refused, "The camera redirects to another host."), (e.Failure, e.Message));
    }

    [Fact]
    public async Task Quirk_24_the_first_session_id_counts()
    {
        int sessions = 0;
        await using ScriptedCamera camera = new()
        {
            Media = ScriptedCamera.Video + ScriptedCamera.Audio,
            Answer = request => request.Method == "SETUP" ? ScriptedCamera.Ok(request, $"Transport: {request.Headers["Transport"]}\r\nSession: id{sessions++}; timeout = 30\r\n") : null,
        };

        await PlayAsync(camera, units: 20);

        Assert.Equal("id0", camera.Requests.Single(request => request.Method == "PLAY").Headers["Session"]);
    }

    [Fact]
    public async Task Quirk_29_a_session_is_ended_in_the_camera_when_a_later_step_fails()
    {
        await using ScriptedCamera camera = new() { Answer = request => request.Method == "PLAY" ? ScriptedCamera.Status(request, "453 Not Enough Bandwidth") : null };

        RtspException e = await Assert.ThrowsAsync<RtspException>(() => PlayAsync(camera, units: 1));

        Assert.Equal(RtspFailure.Refused, e.Failure);
        Assert.Equal("TEARDOWN", camera.Methods.Last());
    }

    [Fact]
    public async Task Quirk_32_a_camera_that_closes_at_TEARDOWN_does_no_harm()
    {
        await using ScriptedCamera camera = new() { Answer = request => request.Method == "TEARDOWN" ? "close" : null };

        Assert.Equal(20, (await PlayAsync(camera, units: 20)).Count(0));
    }

    [Fact]
    public async Task Quirk_33_a_silent_camera_fails_within_the_limit()
    {
        await using ScriptedCamera camera = new() { Stream = [] };

        RtspException e = await Assert.ThrowsAsync<RtspException>(
            () => PlayAsync(camera, units: 1, options => options with { StallTimeout = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal(RtspFailure.Silent, e.Failure);
    }

    [Fact]
    public async Task A_camera_that_does_not_answer_fails_within_the_limit()
    {
        await using ScriptedCamera camera = new() { Answer = _ => "" };

        RtspException e = await Assert.ThrowsAsync<RtspException>(
            () => PlayAsync(camera, units: 1, options => options with { ResponseTimeout = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal((RtspFailure.Silent, "The camera does not answer DESCRIBE within 0.2 s."), (e.Failure, e.Message));
    }

    [Fact]
    public async Task Quirks_48_and_49_a_control_is_joined_differently_when_the_first_URL_is_not_found()
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "SETUP" && request.Url.EndsWith("/stream/trackID=0", StringComparison.Ordinal) ? ScriptedCamera.Status(request, "404 Not Found") : null,
            Media = ScriptedCamera.Video.Replace("trackID=0", "/trackID=0", StringComparison.Ordinal),
        };

        Assert.Equal(20, (await PlayAsync(camera, units: 20)).Count(0));
    }

    [Theory]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=10-11", 10)]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=1", 1)]
    [InlineData("RTP/AVP;unicast;interleaved=4-5", 4)]
    [InlineData("RTP/AVP/TCP;unicast;ssrc= d6d6627;mode=play", 0)]
    [InlineData("RTP/AVP/TCP", 0)]
    public async Task Quirks_82_to_85_the_channels_that_the_camera_names_are_taken(string transport, byte channel)
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "SETUP" ? ScriptedCamera.Ok(request, $"Transport: {transport}\r\nSession: 1\r\n") : null,
            Stream = ScriptedCamera.Frame(channel, ScriptedCamera.Packet(1, 0, true)),
        };

        Assert.Equal(1, (await PlayAsync(camera, units: 1)).Count(0));
    }

    [Fact]
    public async Task Quirks_92_and_100_packets_of_other_channels_and_payload_types_are_skipped()
    {
        byte[] Of(int i, byte channel, int type = 96) => ScriptedCamera.Frame(channel, ScriptedCamera.Packet(i, i * 6000, i == 1, payloadType: type));
        await using ScriptedCamera camera = new() { Stream = [.. Of(1, 0), .. Of(7, 4), .. Of(2, 0, type: 50), .. Of(2, 0), .. Of(3, 0)] };

        CollectingSink sink = await PlayAsync(camera, units: 3);

        Assert.Empty(sink.Losses);
    }

    [Fact]
    public async Task Quirk_102_after_a_loss_no_frame_is_handed_on_until_the_next_keyframe()
    {
        byte[] Of(int i) => ScriptedCamera.Frame(0, ScriptedCamera.Packet(i, i * 6000, i is 0 or 6));
        await using ScriptedCamera camera = new() { Stream = [.. Of(0), .. Of(1), .. Of(4), .. Of(5), .. Of(6), .. Of(7)] };

        CollectingSink sink = await PlayAsync(camera, units: 4);

        Assert.Equal([0, 1, 6, 7], sink.Units.Select(unit => (int)unit.Data[^1]));
        Assert.Equal([(0, 2)], sink.Losses);
    }

    internal static string? AskForBasic(CameraRequest request) =>
        request.Authorization is null && request.Method != "OPTIONS" ? ScriptedCamera.Status(request, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n") : null;

    internal static async Task<CollectingSink> PlayAsync(ScriptedCamera camera, int units, Func<RtspClientOptions, RtspClientOptions>? change = null)
    {
        RtspClientOptions options = new() { Address = camera.Address };
        CollectingSink sink = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using (RtspSession session = await RtspClient.ConnectAsync(change?.Invoke(options) ?? options, stop.Token))
        {
            Task running = session.RunAsync(sink, stop.Token);
            Task arrived = Eventually.HoldsAsync(() => sink.Units.Count >= units, $"{units} units have arrived", stop.Token);
            await await Task.WhenAny(running, arrived);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        return sink;
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);
}
