using Microsoft.Win32.SafeHandles;

namespace FalconEye.Media.Mp4;

/// <summary>
/// Turns a fragmented MP4 file into one with its whole index at the beginning, which every player seeks in and a browser plays before it is
/// loaded. The samples are copied within the kernel, unchanged.
/// </summary>
public static class FaststartWriter
{
    /// <summary>Writes the file into an empty file.</summary>
    /// <param name="mp4">What <paramref name="source"/> holds; it must be playable.</param>
    /// <param name="source">The file it was read from.</param>
    /// <param name="target">The empty file.</param>
    /// <param name="cancellationToken">Ends the copying; the target is then to be thrown away.</param>
    /// <returns>The length of the new file in bytes.</returns>
    /// <exception cref="Mp4FormatException">
    /// The file's head is damaged where only this looks; its fragments may play all the same.
    /// </exception>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    public static long Write(FragmentedMp4 mp4, SafeFileHandle source, SafeFileHandle target, CancellationToken cancellationToken)
    {
        var head = FaststartHead.Write(mp4);
        RandomAccess.Write(target, head.Span, 0);
        long position = head.Length;
        foreach (var fragment in mp4.Fragments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FileRange.Copy(source, fragment.DataStart, target, position, fragment.DataLength);
            position += fragment.DataLength;
        }

        RandomAccess.FlushToDisk(target);
        return position;
    }
}
