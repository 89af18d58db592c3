using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FalconEye.Media.Mp4;

/// <summary>
/// Copies a part of a file into another by copy_file_range(2): without passing through this process, and on some file systems without
/// copying at all.
/// </summary>
internal static partial class FileRange
{
    /// <summary>Copies; where the kernel cannot (other file systems, network shares), by reading and writing.</summary>
    internal static void Copy(SafeFileHandle source, long sourceOffset, SafeFileHandle target, long targetOffset, long length)
    {
        while (length > 0)
        {
            var copied = CopyFileRange(source, ref sourceOffset, target, ref targetOffset, (nuint)length, 0);
            if (copied <= 0)
            {
                CopyThroughMemory(source, sourceOffset, target, targetOffset, length);
                return;
            }

            length -= copied;
        }
    }

    private static void CopyThroughMemory(SafeFileHandle source, long sourceOffset, SafeFileHandle target, long targetOffset, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (length > 0)
            {
                var read = RandomAccess.Read(source, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length)), sourceOffset);
                if (read == 0)
                {
                    throw new EndOfStreamException("The file became shorter while it was copied.");
                }

                RandomAccess.Write(target, buffer.AsSpan(0, read), targetOffset);
                (sourceOffset, targetOffset, length) = (sourceOffset + read, targetOffset + read, length - read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [LibraryImport("libc", EntryPoint = "copy_file_range", SetLastError = true)]
    private static partial nint CopyFileRange(
        SafeFileHandle source, ref long sourceOffset, SafeFileHandle target, ref long targetOffset, nuint length, uint flags);
}
