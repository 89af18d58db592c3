using FalconEye.Rtsp.Units;

namespace FalconEye.Rtsp.Tests.Units;

/// <summary>Keeps what a depacketizer makes.</summary>
internal sealed class RecordedOutput : IDepacketizerOutput
{
    internal List<(byte[] Data, long Timestamp, bool IsKey)> Units { get; } = [];

    internal List<TrackDescription> Tracks { get; } = [];

    /// <summary>For each unit the types of its H.264 NAL units, such as <c>7 8 5</c>.</summary>
    internal IEnumerable<string> H264Types => Units.Select(unit => string.Join(' ', NalUnitsOf(unit.Data).Select(nal => nal[0] & 0x1F)));

    /// <summary>For each unit the types of its H.265 NAL units.</summary>
    internal IEnumerable<string> H265Types => Units.Select(unit => string.Join(' ', NalUnitsOf(unit.Data).Select(nal => (nal[0] >> 1) & 0x3F)));

    public void OnTrackChanged(TrackDescription track) => Tracks.Add(track);

    public void OnUnit(in MediaUnit unit) => Units.Add((unit.Data.ToArray(), unit.Timestamp, unit.IsKey));

    internal static List<byte[]> NalUnitsOf(byte[] unit)
    {
        List<byte[]> nals = [];
        for (int start = 0; start < unit.Length;)
        {
            int length = (unit[start] << 24) | (unit[start + 1] << 16) | (unit[start + 2] << 8) | unit[start + 3];
            nals.Add(unit[(start + 4)..(start + 4 + length)]);
            start += 4 + length;
        }

        return nals;
    }
}
