namespace FalconEye.Rtsp.Tests.Units;

/// <summary>Makes the payloads of RTP packets of an access unit: small NAL units aggregated, large ones in fragments.</summary>
internal sealed class VideoPacketizer(bool isHevc, int maxLength, bool aggregates, bool hasOrderNumbers = false)
{
    private readonly List<byte[]> _payloads = [];
    private List<byte[]> _group = [];
    private ushort _orderNumber;

    private int HeaderLength => isHevc ? 2 : 1;

    internal static IReadOnlyList<byte[]> Packetize(IEnumerable<byte[]> nals, bool isHevc, int maxLength, bool aggregates, bool hasOrderNumbers = false)
    {
        VideoPacketizer packetizer = new(isHevc, maxLength, aggregates, hasOrderNumbers);
        foreach (byte[] nal in nals)
            packetizer.Add(nal);
        packetizer.FlushGroup();
        return packetizer._payloads;
    }

    private void Add(byte[] nal)
    {
        if (nal.Length > maxLength)
        {
            FlushGroup();
            AddFragments(nal);
            return;
        }

        if (!aggregates || _group.Sum(member => member.Length + 3) + nal.Length > maxLength)
            FlushGroup();
        _group.Add(nal);
    }

    private void FlushGroup()
    {
        if (_group is [var alone])
            _payloads.Add([.. alone[..HeaderLength], .. OrderNumber(), .. alone[HeaderLength..]]);
        else if (_group.Count > 1)
            _payloads.Add([.. isHevc ? (byte[])[48 << 1, 1] : [24], .. _group.SelectMany(Member)]);
        _group = [];
    }

    private byte[] Member(byte[] nal, int index)
    {
        byte[] number = !hasOrderNumbers ? [] : index == 0 ? OrderNumber() : [0];
        return [.. number, (byte)(nal.Length >> 8), (byte)nal.Length, .. nal];
    }

    private void AddFragments(byte[] nal)
    {
        byte type = (byte)(isHevc ? (nal[0] >> 1) & 0x3F : nal[0] & 0x1F);
        byte[] head = isHevc ? [(byte)((nal[0] & 0x81) | (49 << 1)), nal[1]] : [(byte)((nal[0] & 0xE0) | 28)];
        for (int start = HeaderLength; start < nal.Length; start += maxLength)
        {
            int end = Math.Min(start + maxLength, nal.Length);
            byte flags = (byte)((start == HeaderLength ? 0x80 : 0) | (end == nal.Length ? 0x40 : 0) | type);
            _payloads.Add([.. head, flags, .. start == HeaderLength ? OrderNumber() : [], .. nal[start..end]]);
        }
    }

    private byte[] OrderNumber()
    {
        if (!hasOrderNumbers)
            return [];
        _orderNumber++;
        return [(byte)(_orderNumber >> 8), (byte)_orderNumber];
    }
}
