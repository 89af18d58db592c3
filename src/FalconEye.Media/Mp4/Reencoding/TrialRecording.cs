using FalconEye.Media.Captions;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Media.Mp4.Reencoding;

/// <summary>A recording of one small grey picture, made here, by which one learns whether pictures can be encoded at all before a long job begins.</summary>
public sealed class TrialRecording : IByteSource
{
    private const int Side = 64;
    private const uint Timescale = 1000;

    private readonly byte[] _bytes = Write();

    /// <inheritdoc/>
    public long Length => _bytes.Length;

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = (int)Math.Clamp(_bytes.Length - offset, 0, buffer.Length);
        _bytes.AsMemory((int)Math.Min(offset, _bytes.Length), count).CopyTo(buffer);
        return ValueTask.FromResult(count);
    }

    /// <summary>Its picture, with a caption.</summary>
    public async Task<PictureBatch> ToBatchAsync(CancellationToken cancellationToken)
    {
        var index = await PlaybackIndex.ReadAsync(this, isGrowing: false, cancellationToken: cancellationToken);
        var segment = index.Segments[0];
        return PictureBatch.OfSegment(index, segment, TimeSpan.Zero, segment.Duration, DateTime.UnixEpoch, new Caption("FalconEye", TimeZoneInfo.Utc))!;
    }

    private static byte[] Write()
    {
        PlainPicture plain = new(Side, Side);
        var pixels = new byte[Side * Side];
        pixels.AsSpan().Fill(64);
        var picture = plain.Write(pixels, 0);
        BoxWriter boxes = new(16 * 1024);
        boxes.Bytes(InitWriter.Write([plain.Describe(1, Timescale)]));
        var start = boxes.Length;
        var moof = boxes.Begin(BoxType.Moof);
        var mfhd = boxes.Begin(BoxType.Mfhd, 0, 0);
        boxes.UInt32(1);
        boxes.End(mfhd);
        var offset = TrackFragmentBox.Write(boxes, 1, 0, 0, [new Sample(Timescale, (uint)picture.Length, Sample.SyncFlags, 0)], hasOffsets: false);
        boxes.End(moof);
        var mdat = boxes.Begin(BoxType.Mdat);
        boxes.Replace(offset, (uint)(boxes.Length - start));
        boxes.Bytes(picture);
        boxes.End(mdat);
        return boxes.Written.ToArray();
    }
}
