using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace FalconEye.Rtsp.Server;

/// <summary>How the tracks of one player's session travel: in the connection, or in datagrams from ports of their own.</summary>
internal sealed class PlayerTransport(PlayerConnection connection, TimeProvider time) : IDisposable
{
    private const int FrameHeader = 4;
    private const int MaxTracks = 8;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    /// <summary>A player that takes nothing for this long is disconnected.</summary>
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Dictionary<int, PlayerTrack> _tracks = [];
    private byte[] _batch = new byte[64 * 1024];
    private int _filled;

    /// <summary>Whether any track is set up.</summary>
    internal bool HasTracks => _tracks.Count > 0;

    /// <summary>Sets a track up.</summary>
    /// <param name="track">The track.</param>
    /// <param name="wanted">The player's Transport header, its first choice that is possible counts.</param>
    /// <returns>The Transport header of the answer; <see langword="null"/> when none of the choices is possible.</returns>
    internal string? TrySetUp(TrackDescription track, string wanted)
    {
        if (_tracks.Count >= MaxTracks || RtpPacketizer.For(track, BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(sizeof(uint)))) is not { } packetizer)
        {
            return null;
        }

        foreach (var choice in wanted.Split(','))
        {
            var fields = choice.Split(';', StringSplitOptions.TrimEntries);
            if (fields.Contains("multicast", StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (fields[0].Equals("RTP/AVP/TCP", StringComparison.OrdinalIgnoreCase))
            {
                var channel = PairOf(fields, "interleaved") is ({ } asked, _) && asked is >= 0 and < byte.MaxValue ? (byte)asked : (byte)(_tracks.Count * 2);
                Put(track, new PlayerTrack(packetizer, channel, null));
                return string.Create(CultureInfo.InvariantCulture, $"RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1};ssrc={packetizer.Source:X8}");
            }

            if (!connection.IsEncrypted && fields[0] is "RTP/AVP" or "RTP/AVP/UDP"
                && PairOf(fields, "client_port") is ({ } rtp, var rtcp) && rtp is > 0 and < ushort.MaxValue)
            {
                var ports = DatagramPorts.Open(connection.Local, connection.Remote, rtp, rtcp ?? rtp + 1);
                Put(track, new PlayerTrack(packetizer, 0, ports));
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"RTP/AVP;unicast;client_port={rtp}-{rtcp ?? rtp + 1};server_port={ports.RtpPort}-{ports.RtcpPort};ssrc={packetizer.Source:X8}");
            }
        }

        return null;
    }

    /// <summary>Sends an answer.</summary>
    internal async Task SendAsync(ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await WriteAsync(answer, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends a unit of a track that is set up.</summary>
    internal async Task SendAsync(RtspUnit unit, StreamDescription stream, CancellationToken cancellationToken)
    {
        if (!_tracks.TryGetValue(unit.Track, out var player) || !player.MayBegin(unit, stream))
        {
            return;
        }

        await _sending.WaitAsync(cancellationToken);
        try
        {
            var timestamp = unchecked((uint)unit.PresentationTime);
            _filled = 0;
            if (player.IsReportDue(time, ReportInterval))
            {
                var report = new byte[SenderReports.Length];
                SenderReports.Write(report, player.Packetizer, timestamp, unit.CapturedAt);
                Add(player, report, isReport: true);
            }

            var sets = unit.IsKey ? stream.Tracks[unit.Track].ParameterSets : [];
            player.Packetizer.Write(unit.Data.Span, sets, timestamp, packet => Add(player, packet, isReport: false));
            await FlushAsync(player, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var track in _tracks.Values)
        {
            track.Ports?.Dispose();
        }

        _sending.Dispose();
    }

    private static (int? First, int? Second) PairOf(string[] fields, string name)
    {
        var text = fields.FirstOrDefault(field => field.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Split('-');
        return (NumberOf(text, 0), NumberOf(text, 1));
    }

    private static int? NumberOf(string[]? texts, int index) =>
        texts?.Length > index && int.TryParse(texts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= ushort.MaxValue ? number : null;

    private void Put(TrackDescription track, PlayerTrack player)
    {
        if (_tracks.TryGetValue(track.Index, out var before))
        {
            before.Ports?.Dispose();
        }

        _tracks[track.Index] = player;
    }

    private void Add(PlayerTrack player, ReadOnlySpan<byte> packet, bool isReport)
    {
        var needed = _filled + FrameHeader + packet.Length;
        if (needed > _batch.Length)
        {
            Array.Resize(ref _batch, needed * 2);
        }

        var frame = _batch.AsSpan(_filled);
        frame[0] = (byte)'$';
        frame[1] = (byte)(player.Channel + (isReport ? 1 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)packet.Length);
        packet.CopyTo(frame[FrameHeader..]);
        _filled = needed;
    }

    /// <summary>All packets of a unit in one write; a datagram for each over UDP.</summary>
    private async Task FlushAsync(PlayerTrack player, CancellationToken cancellationToken)
    {
        if (player.Ports is not { } ports)
        {
            await WriteAsync(_batch.AsMemory(0, _filled), cancellationToken);
            return;
        }

        for (var at = 0; at < _filled;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(_batch.AsSpan(at + 2));
            await ports.SendAsync(_batch.AsMemory(at + FrameHeader, length), isReport: _batch[at + 1] != player.Channel, cancellationToken);
            at += FrameHeader + length;
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StallLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await connection.Output.WriteAsync(bytes, both.Token);
        await connection.Output.FlushAsync(both.Token);
    }

    /// <summary>One track of the session.</summary>
    private sealed class PlayerTrack(RtpPacketizer packetizer, byte channel, DatagramPorts? ports)
    {
        private bool _hasBegun;
        private long? _reported;

        internal RtpPacketizer Packetizer => packetizer;

        internal byte Channel => channel;

        internal DatagramPorts? Ports => ports;

        /// <summary>Video begins with a picture that can be decoded alone.</summary>
        internal bool MayBegin(in RtspUnit unit, StreamDescription stream) =>
            _hasBegun = _hasBegun || unit.IsKey || stream.Tracks[unit.Track].Kind == TrackKind.Audio;

        internal bool IsReportDue(TimeProvider time, TimeSpan interval)
        {
            if (_reported is { } last && time.GetElapsedTime(last) < interval)
            {
                return false;
            }

            _reported = time.GetTimestamp();
            return true;
        }
    }
}
