using FalconEye.Rtsp.Client;
using FalconEye.Rtsp.Messages;

namespace FalconEye.Rtsp.Tests.Client;

public sealed class LeniencyTests
{
    [Theory]
    [InlineData("1;timeout=60", 30)]
    [InlineData("1;timeout=20", 10)]
    [InlineData("1; timeout = 5", 2.5)]
    [InlineData("1;timeout=1", 1)]
    [InlineData("1;timeout=0", 30)]
    [InlineData("1;timeout=never", 30)]
    [InlineData("1;timeout=99999", 30)]
    [InlineData("1", 30)]
    public void Quirks_21_and_22_a_session_is_kept_alive_at_half_its_timeout(string header, double seconds)
    {
        SessionHeader session = SessionHeader.Parse(header)!.Value;

        Assert.Equal(("1", seconds), (session.Id, Leniency.KeepAliveInterval(session.Timeout).TotalSeconds));
    }

    [Theory]
    [InlineData(null, "OPTIONS")]
    [InlineData("OPTIONS, DESCRIBE, SETUP, PLAY, SET_PARAMETER", "OPTIONS")]
    [InlineData("OPTIONS,GET_PARAMETER", "GET_PARAMETER")]
    public void Quirk_25_GET_PARAMETER_is_sent_only_where_it_is_announced(string? publicMethods, string method) =>
        Assert.Equal(method, Leniency.KeepAliveMethod(publicMethods));
}
