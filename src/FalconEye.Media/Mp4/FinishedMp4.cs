using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace FalconEye.Media.Mp4;

/// <summary>A file with its index in front, as <see cref="FaststartWriter"/> leaves it.</summary>
public static class FinishedMp4
{
    /// <summary>How long a file plays.</summary>
    /// <returns><see langword="null"/> when the file is none, or not whole.</returns>
    public static TimeSpan? ReadDuration(SafeFileHandle file)
    {
        var (offset, end) = (0L, RandomAccess.GetLength(file));
        TimeSpan? duration = null;
        Span<byte> bytes = stackalloc byte[BoxHeader.MaxHeaderLength];
        while (offset < end)
        {
            var read = RandomAccess.Read(file, bytes, offset);
            if (BoxHeader.Read(bytes[..read], out var box) != OperationStatus.Done || box.Length > end - offset)
            {
                return null;
            }

            if (box.Type == BoxType.Moov && box.Length <= int.MaxValue)
            {
                duration = ReadMovieHeader(file, offset + box.HeaderLength);
            }

            offset += box.Length;
        }

        return duration;
    }

    /// <summary>The mvhd box comes first in the moov box.</summary>
    private static TimeSpan? ReadMovieHeader(SafeFileHandle file, long offset)
    {
        var bytes = new byte[128];
        var read = RandomAccess.Read(file, bytes, offset);
        if (BoxHeader.Read(bytes.AsSpan(0, read), out var box) != OperationStatus.Done || box.Type != BoxType.Mvhd || box.Length > read)
        {
            return null;
        }

        var fields = new FieldReader(bytes.AsSpan(box.HeaderLength, (int)box.PayloadLength));
        var (version, _) = fields.ReadVersion();
        fields.Skip(version == 0 ? 8 : 16);
        var timescale = fields.ReadUInt32();
        var duration = fields.ReadUInt(version);
        return timescale > 0 && duration > 0 ? TimeSpan.FromSeconds((double)duration / timescale) : null;
    }
}
