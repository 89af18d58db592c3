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
    public async Task Quirk_64_a_camera_that_sends_another_payload_type_than_it_has_announced_is_read()
    {
        await using ScriptedCamera camera = new()
        {
            Stream = [.. Enumerable.Range(0, 80).SelectMany(i => ScriptedCamera.Frame(0, ScriptedCamera.Packet(i, i * 6000, i % 10 == 0, payloadType: 97)))],
        };

        Assert.Equal(30, (await SessionTests.PlayAsync(camera, units: 30)).Count(0));
    }
}
