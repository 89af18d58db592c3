using System.Text;
using System.Text.RegularExpressions;
using FalconEye.Rtsp.Rtp;

namespace FalconEye.Rtsp.Client;

/// <summary>Writes a conversation for a report: messages without credentials, and the headers of packets without media.</summary>
internal static partial class ConversationDump
{
    /// <summary>A message that this client sends.</summary>
    public static void Sent(Action<string>? dump, byte[] message) => Write(dump, "> ", message);

    /// <summary>A message of the camera.</summary>
    public static void Received(Action<string>? dump, ReadOnlySpan<byte> message) => Write(dump, "< ", message);

    /// <summary>A packet of the camera.</summary>
    public static void Packet(Action<string>? dump, int channel, ReadOnlySpan<byte> packet)
    {
        if (dump is null)
            return;
        if (Leniency.IsRtcp(packet))
            dump($"< channel {channel}: RTCP {packet[1]}, {packet.Length} bytes");
        else if (RtpPacket.TryParse(packet, out RtpPacket rtp))
            dump($"< channel {channel}: RTP type {rtp.PayloadType}, sequence {rtp.SequenceNumber}, timestamp {rtp.Timestamp}, source {rtp.Source:x8}{(rtp.Marker ? ", marker" : "")}, {rtp.Payload.Length} bytes");
        else
            dump($"< channel {channel}: {packet.Length} bytes that are no RTP");
    }

    /// <summary>A text without user, password, answers to challenges, and queries.</summary>
    public static string Redact(string line)
    {
        line = SecretHeader().Replace(line, "$1: ***");
        line = UserInfo().Replace(line, "$1***@");
        return Query().Replace(line, "?***");
    }

    private static void Write(Action<string>? dump, string prefix, ReadOnlySpan<byte> message)
    {
        if (dump is null)
            return;
        foreach (string line in Encoding.Latin1.GetString(message).TrimEnd().Split('\n'))
            dump(prefix + Redact(line.TrimEnd('\r')));
    }

    [GeneratedRegex(@"^\s*((?:Proxy-)?Authorization|Cookie|Set-Cookie)\s*:.*$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretHeader();

    [GeneratedRegex(@"(rtsps?://)[^\s""]*@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?<=rtsps?://[^\s?""]*)\?[^\s""]*", RegexOptions.IgnoreCase)]
    private static partial Regex Query();
}
