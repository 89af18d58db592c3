using System.Runtime.InteropServices;

namespace FalconEye.Api;

/// <summary>Tells file systems apart (statx(2)): two folders of one share their free space.</summary>
/// <param name="Major">The device's kind.</param>
/// <param name="Minor">The device.</param>
internal readonly partial record struct FileSystemId(uint Major, uint Minor)
{
    /// <summary>AT_FDCWD, STATX_INO, and struct statx, the same on all processors (linux/stat.h).</summary>
    private const int WorkingDirectory = -100;
    private const uint AnyField = 0x100;
    private const int StatusBytes = 256;
    private const int MajorOffset = 136;
    private const int MinorOffset = 140;

    /// <summary>The file system that a folder is on.</summary>
    /// <returns><see langword="null"/> when the folder is not there.</returns>
    internal static unsafe FileSystemId? OfFolder(string path)
    {
        var status = stackalloc byte[StatusBytes];
        return Status(WorkingDirectory, path, 0, AnyField, status) == 0
            ? new(*(uint*)(status + MajorOffset), *(uint*)(status + MinorOffset))
            : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Status(int folder, string path, int flags, uint mask, byte* status);
}
