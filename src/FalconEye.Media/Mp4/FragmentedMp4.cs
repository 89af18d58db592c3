using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace FalconEye.Media.Mp4;

/// <summary>
/// A file of fragments as far as it is whole: a recording that still grows, or one whose writer was killed, may end within a fragment
/// or, after a power loss, in zeros.
/// </summary>
public sealed class FragmentedMp4
{
    private FragmentedMp4(InitSegment init, IReadOnlyList<StoredFragment> fragments)
    {
        Init = init;
        Fragments = fragments;
        Length = fragments.Count > 0 ? fragments[^1].DataEnd : init.Bytes.Length;
        Duration = fragments.Count > 0 ? fragments.Max(fragment => fragment.Head.End) : TimeSpan.Zero;
    }

    /// <summary>Its tracks.</summary>
    public InitSegment Init { get; }

    /// <summary>Where its last whole fragment ends: what is behind it is to be cut off.</summary>
    public long Length { get; }

    /// <summary>How long it plays.</summary>
    public TimeSpan Duration { get; }

    /// <summary>True when there is at least one whole fragment.</summary>
    public bool IsPlayable => Fragments.Count > 0;

    internal IReadOnlyList<StoredFragment> Fragments { get; }

    /// <summary>Reads the heads in a file, without its samples.</summary>
    /// <returns><see langword="null"/> when the file does not begin as a fragmented MP4 file.</returns>
    public static FragmentedMp4? Scan(SafeFileHandle file)
    {
        var end = RandomAccess.GetLength(file);
        var ftyp = HeaderAt(file, 0, end, BoxType.Ftyp);
        var moov = HeaderAt(file, ftyp?.Length ?? 0, end, BoxType.Moov);
        if (ftyp is null || moov is null || ftyp.Value.Length + moov.Value.Length > FragmentReader.MaxHeadLength)
        {
            return null;
        }

        try
        {
            var init = InitSegment.Parse(BytesAt(file, 0, ftyp.Value.Length + moov.Value.Length));
            return new FragmentedMp4(init, ScanFragments(file, init, end));
        }
        catch (Mp4FormatException)
        {
            return null;
        }
    }

    private static List<StoredFragment> ScanFragments(SafeFileHandle file, InitSegment init, long end)
    {
        var fragments = new List<StoredFragment>();
        for (long offset = init.Bytes.Length; FragmentAt(file, init, offset, end) is { } fragment; offset = fragment.DataEnd)
        {
            fragments.Add(fragment);
        }

        return fragments;
    }

    private static StoredFragment? FragmentAt(SafeFileHandle file, InitSegment init, long offset, long end)
    {
        if (HeaderAt(file, offset, end, BoxType.Moof) is not { Length: <= FragmentReader.MaxHeadLength } moof
            || HeaderAt(file, offset + moof.Length, end, BoxType.Mdat) is not { } mdat)
        {
            return null;
        }

        try
        {
            var head = MovieFragment.Parse(init, BytesAt(file, offset, moof.Length));
            var data = offset + moof.Length + mdat.HeaderLength;
            var fragment = new StoredFragment(head, offset, data, data + mdat.PayloadLength);
            return fragment.ContainsItsSamples ? fragment : null;
        }
        catch (Mp4FormatException)
        {
            // Where a file breaks off, anything may stand; what is before it counts.
            return null;
        }
    }

    private static BoxHeader? HeaderAt(SafeFileHandle file, long offset, long end, BoxType type)
    {
        Span<byte> bytes = stackalloc byte[BoxHeader.MaxHeaderLength];
        var read = RandomAccess.Read(file, bytes, offset);
        return BoxHeader.Read(bytes[..read], out var header) == OperationStatus.Done && header.Type == type && header.Length <= end - offset
            ? header
            : null;
    }

    private static byte[] BytesAt(SafeFileHandle file, long offset, long length)
    {
        var bytes = new byte[length];
        for (int filled = 0, read; filled < bytes.Length; filled += read)
        {
            read = RandomAccess.Read(file, bytes.AsSpan(filled), offset + filled);
            if (read == 0)
            {
                throw new Mp4FormatException("The file became shorter while it was read.");
            }
        }

        return bytes;
    }
}
