using FalconEye.Rtsp.Client;

namespace FalconEye.Rtsp.Tests.Client;

/// <summary>Cameras that answer the requests of a session's setup otherwise than they should.</summary>
public sealed class SetupQuirkTests
{
    private const string Unauthorized = "401 Unauthorized";
    private const string Challenge = "WWW-Authenticate: Basic realm=\"x\"\r\n";

    [Theory]
    [InlineData("close")]
    [InlineData("")]
    public async Task Quirk_14_a_camera_that_ignores_OPTIONS_or_closes_at_it_is_read_on_a_new_connection(string answer)
    {
        await using ScriptedCamera camera = new() { Answer = request => request.Method == "OPTIONS" ? answer : null };

        CollectingSink sink = await SessionTests.PlayAsync(camera, units: 20, options => options with { ResponseTimeout = TimeSpan.FromMilliseconds(500) });

        Assert.Equal(20, sink.Count(0));
        Assert.Equal(2, camera.Requests.Last().Connection);
    }

    [Fact]
    public async Task Quirk_14_a_camera_that_closes_the_connection_after_it_refused_OPTIONS_is_read_on_a_new_one()
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "OPTIONS" ? ScriptedCamera.Status(request, "405 Method Not Allowed", "Connection: close\r\n") : null,
        };

        Assert.Equal(20, (await SessionTests.PlayAsync(camera, units: 20)).Count(0));
        Assert.Equal(2, camera.Requests.Last().Connection);
    }

    [Fact]
    public async Task Quirk_16_an_audio_track_that_this_user_may_not_hear_is_left_out()
    {
        await using ScriptedCamera camera = new()
        {
            Media = ScriptedCamera.Video + ScriptedCamera.Audio,
            Answer = request => SessionTests.AskForBasic(request)
                ?? (request.Method == "SETUP" && request.Url.EndsWith("trackID=1", StringComparison.Ordinal) ? ScriptedCamera.Status(request, Unauthorized, Challenge) : null),
        };

        CollectingSink sink = await SessionTests.PlayAsync(camera, units: 20, options => options with { User = "u", Password = "p" });

        Assert.Equal(["The camera refuses its audio track (status 401)."], sink.Descriptions.Last().LeftOut);
    }

    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("DESCRIBE")]
    public async Task Quirk_18_a_redirect_to_another_path_is_followed_whichever_request_it_answers(string method)
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == method && !request.Url.EndsWith("/real", StringComparison.Ordinal)
                ? ScriptedCamera.Status(request, "301 Moved Permanently", "Location: /real\r\n")
                : null,
        };

        Assert.Equal(20, (await SessionTests.PlayAsync(camera, units: 20)).Count(0));
    }

    [Theory]
    [InlineData("Content-Length: 40\r\n")]
    [InlineData("Content-Length: 0\r\n")]
    [InlineData("Content-Length: 2000\r\n")]
    [InlineData("Content-Length: all of it\r\n")]
    [InlineData("")]
    public async Task A_session_description_is_read_whatever_length_is_announced(string length)
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "DESCRIBE"
                ? ScriptedCamera.Ok(request, $"Content-Type: application/sdp\r\n{length}") + "v=0\r\ns=scripted\r\nt=0 0\r\n" + ScriptedCamera.Video
                : null,
        };

        Assert.Equal(20, (await SessionTests.PlayAsync(camera, units: 20)).Count(0));
    }

    [Fact]
    public async Task A_challenge_with_which_the_camera_closes_the_connection_is_answered_on_another_one()
    {
        int closing = 0;
        await using ScriptedCamera camera = new()
        {
            // Its next answer would come on the connection that it closes.
            Answer = request => Volatile.Read(ref closing) == request.Connection ? "close"
                : SessionTests.AskForBasic(request) is { } challenge && (closing = request.Connection) > 0 ? challenge
                : null,
        };

        CollectingSink sink = await SessionTests.PlayAsync(camera, units: 20, options => options with { User = "u", Password = "p" });

        Assert.Equal(20, sink.Count(0));
        Assert.Equal(2, camera.Requests.Last().Connection);
    }

    [Fact]
    public async Task A_camera_that_sends_and_never_answers_PLAY_is_read()
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "PLAY" ? "" : null,
            Stream = [.. Enumerable.Range(0, 20).SelectMany(i => ScriptedCamera.Frame(0, ScriptedCamera.Packet(i, i * 6000, i % 10 == 0)))],
        };
        CollectingSink sink = new();
        using CancellationTokenSource ending = new();
        RtspClientOptions options = new() { Address = camera.Address, ResponseTimeout = TimeSpan.FromSeconds(2), StallTimeout = TimeSpan.FromSeconds(4) };
        await using RtspSession session = await RtspClient.ConnectAsync(options, ending.Token);

        RtspException end = await Assert.ThrowsAsync<RtspException>(() => session.RunAsync(sink, ending.Token));

        // Not the missing answer ends it, but the end of the packets.
        Assert.Equal(20, sink.Count(0));
        Assert.Contains("no video", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_that_does_not_know_its_session_any_more_and_goes_on_sending_is_read_on()
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method switch
            {
                "SETUP" => ScriptedCamera.Ok(request, $"Transport: {request.Headers["Transport"]}\r\nSession: 1;timeout=2\r\n"),
                "OPTIONS" when request.Headers.ContainsKey("Session") => ScriptedCamera.Status(request, "454 Session Not Found")
                    + System.Text.Encoding.Latin1.GetString([.. Enumerable.Range(20, 20).SelectMany(i => ScriptedCamera.Frame(0, ScriptedCamera.Packet(i, i * 6000, i % 10 == 0)))]),
                _ => null,
            },
        };

        Assert.Equal(40, (await SessionTests.PlayAsync(camera, units: 40)).Count(0));
    }

    [Fact]
    public async Task Quirk_82_a_camera_that_names_other_channels_and_sends_on_those_that_were_asked_for_is_read()
    {
        await using ScriptedCamera camera = new()
        {
            Answer = request => request.Method == "SETUP" ? ScriptedCamera.Ok(request, "Transport: RTP/AVP/TCP;unicast;interleaved=4-5\r\nSession: 1\r\n") : null,
        };

        Assert.Equal(20, (await SessionTests.PlayAsync(camera, units: 20)).Count(0));
    }

    [Fact]
    public async Task A_payload_type_that_is_kept_free_for_RTCP_is_read()
    {
        await using ScriptedCamera camera = new()
        {
            Media = ScriptedCamera.Video.Replace("96", "72", StringComparison.Ordinal),
            Stream = [.. Enumerable.Range(0, 20).SelectMany(i => ScriptedCamera.Frame(0, ScriptedCamera.Packet(30_000 + i, i * 6000, i % 10 == 0, payloadType: 72)))],
        };

        Assert.Equal(20, (await SessionTests.PlayAsync(camera, units: 20)).Count(0));
    }

    [Fact]
    public async Task Of_several_formats_of_video_the_one_that_is_described_is_read()
    {
        await using ScriptedCamera camera = new() { Media = ScriptedCamera.Video.Replace("AVP 96", "AVP 26 96", StringComparison.Ordinal) };

        Assert.Equal(20, (await SessionTests.PlayAsync(camera, units: 20)).Count(0));
    }

    [Fact]
    public async Task Quirk_64_a_camera_that_sends_another_payload_type_than_it_has_announced_is_read()
    {
        await using ScriptedCamera camera = new()
        {
            Stream = [.. Enumerable.Range(0, 80).SelectMany(i => ScriptedCamera.Frame(0, ScriptedCamera.Packet(i, i * 6000, i % 10 == 0, payloadType: 97)))],
        };

        Assert.Equal(30, (await SessionTests.PlayAsync(camera, units: 30)).Count(0));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(20_011, 7919)]
    public async Task Over_TCP_a_camera_whose_sequence_numbers_mean_nothing_is_read(int perFrame, int perPacket)
    {
        await using ScriptedCamera camera = new() { Stream = [.. Enumerable.Range(0, 40).SelectMany(i => ScriptedCamera.Frame(0, Slice(i, 0)).Concat(ScriptedCamera.Frame(0, Slice(i, 1))))] };

        CollectingSink sink = await SessionTests.PlayAsync(camera, units: 30);

        // Numbers that are the same for all packets, or begin again in each frame, cost nothing; those at random the frames up to the next keyframe.
        Assert.Equal(perFrame == 0 ? 0 : 10, sink.Units.First().Timestamp / 6000);
        Assert.Equal(perFrame == 0 ? 40 : 30, sink.Count(0));
        Assert.All(sink.Units, unit => Assert.Equal(2 * (4 + 8), unit.Data.Length));

        byte[] Slice(int frame, int part)
        {
            byte[] packet = ScriptedCamera.Packet((frame * perFrame) + (part * perPacket), frame * 6000, frame % 10 == 0);
            packet[1] &= part == 0 ? (byte)0x7F : (byte)0xFF;
            packet[13] = part == 0 ? (byte)0x88 : (byte)0x48;
            return packet;
        }
    }
}
