using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>
/// A recording's file on another node, read block by block over HTTP: small blocks where single boxes are looked for, larger ones where the
/// reading goes on.
/// </summary>
internal sealed class NodeByteSource(NodeFiles nodes, Recording recording, long length, string? tag) : IByteSource, IDisposable
{
    private const int SmallBlock = 64 * 1024;
    private const int LargeBlock = 1024 * 1024;

    private byte[] _block = [];
    private long _start;
    private int _filled;

    public long Length => length;

    /// <summary>Gives back the block: an export has hundreds of files open, and reads one at a time. What is read later is fetched again.</summary>
    public void Dispose() => (_block, _filled) = ([], 0);

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (offset >= length)
        {
            return 0;
        }

        if (offset < _start || offset >= _start + _filled)
        {
            var goesOn = _filled > 0 && offset == _start + _filled;
            var wanted = (int)Math.Min(goesOn || buffer.Length > SmallBlock ? LargeBlock : SmallBlock, length - offset);
            _filled = 0;
            _block = _block.Length < wanted ? new byte[wanted] : _block;
            _filled = await nodes.ReadAsync(recording, offset, _block.AsMemory(0, wanted), tag, cancellationToken);
            _start = offset;
        }

        var count = (int)Math.Min(buffer.Length, _start + _filled - offset);
        _block.AsMemory((int)(offset - _start), count).CopyTo(buffer);
        return count;
    }
}
