using System.Text;
using CsCheck;
using FalconEye.Rtsp.Client;
using FalconEye.Rtsp.Messages;
using FalconEye.Rtsp.Rtp;
using FalconEye.Rtsp.Sdp;
using FalconEye.Rtsp.Tests.Client;
using FalconEye.Rtsp.Tests.Rtp;

namespace FalconEye.Rtsp.Tests.Messages;

/// <summary>
/// Hostile and broken input for every parser. A long run: <c>CsCheck_Iter=10000000</c> in the environment with <c>-class</c> and this class's name.
/// </summary>
public sealed class ParserFuzzTests
{
    private static readonly string[] Words =
    [
        "RTSP/1.0 ", "200", " OK", "\r\n", "\n", "CSeq: 1\r\n", "Content-Length: 4\r\n", "Content-Length: 99999999999\r\n", "$", "\0", "\0\u0010", "\u0080", ":", ";", "=", ",", "\"", "\\", " ",
        "Digest ", "Basic ", "realm", "nonce", "qop=\"auth", "m=video 0 RTP/AVP 96", "m=audio 0 RTP/AVP 0 8", "a=rtpmap:96 H264/90000", "a=fmtp:96 ", "a=control:", "sprop-parameter-sets=", "Z01AH9oBQBbs",
        "interleaved=", "0-1", "ssrc=", "server_port=", "timeout=", "-", "999999999999", "rtsp://", "@", "[", "]", "/", "?", "#", "%", "OPTIONS * ", "a=sendonly",
    ];

    private static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.Int[0, Words.Length - 1].Array[0, 60].Select(words => Encoding.Latin1.GetBytes(string.Concat(words.Select(i => Words[i])))));

    [Fact]
    public void The_message_reader_always_moves_on_or_asks_for_more() => Bytes.Sample(bytes =>
    {
        ReadOnlySpan<byte> rest = bytes;
        while (true)
        {
            StreamItem item;
            try
            {
                item = MessageReader.Read(rest);
            }
            catch (RtspException e) when (e.Failure == RtspFailure.Protocol)
            {
                return;
            }

            if (item.Kind == StreamItemKind.Incomplete)
                return;
            Assert.InRange(item.Length, 1, rest.Length);
            rest = rest[item.Length..];
        }
    });

    [Fact]
    public void A_message_with_an_endless_head_or_a_huge_body_is_refused()
    {
        Assert.Throws<RtspException>(() => MessageReader.Read(Encoding.Latin1.GetBytes("RTSP/1.0 200 OK\r\nX: " + new string('x', MessageReader.MaximumHead))));
        Assert.Throws<RtspException>(() => MessageReader.Read("RTSP/1.0 200 OK\r\nContent-Length: 1000000\r\n\r\n"u8));
        Assert.Throws<RtspException>(() => MessageReader.Read(Encoding.Latin1.GetBytes("RTSP/1.0 200 OK\r\n" + string.Concat(Enumerable.Repeat("a:b\r\n", 300)))));
    }

    [Fact]
    public void Session_descriptions_never_fail_but_by_their_own_exception() => Bytes.Sample(bytes =>
    {
        try
        {
            TrackSelection.Of(SessionDescription.Parse(bytes), wantsAudio: true);
        }
        catch (RtspException)
        {
            // There is no video in it.
        }
    });

    [Fact]
    public void Headers_and_addresses_never_fail() => Bytes.Select(Encoding.Latin1.GetString).Sample(text =>
    {
        TransportHeader.Parse(text);
        SessionHeader.Parse(text);
        ConversationDump.Redact(text);
        IReadOnlyList<Challenge> challenges = Challenge.Parse([text]);
        Authorization authorization = new("user", "password");
        authorization.Take(challenges, allowBasic: true);
        authorization.Answer("DESCRIBE", text);
        RtspAddress? address = RtspAddress.Parse(text);
        address?.Rebase(text).TrackUrls(text);
    });

    [Fact]
    public void Packets_never_fail()
    {
        CollectingSink sink = new();
        TestTrack track = new(sink);
        Gen<byte[]> packets = Gen.Select(Gen.Byte[0x80, 0xBF], Gen.OneOf(Gen.Const((byte)96), Gen.Const((byte)224), Gen.Byte[200, 204]), Gen.Byte.Array[0, 100], (first, type, rest) => (byte[])[first, type, .. rest]);
        packets.Sample(packet => track.Receiver.OnPacket(packet, 0), threads: 1);
        packets.Sample(packet => RtcpReader.Read(packet).Time?.ToString("O"));
    }
}
