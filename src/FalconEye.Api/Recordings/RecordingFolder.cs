using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FalconEye.Api.Recordings;

/// <summary>
/// A camera's folder, held open, so that neither it nor a file in it can be exchanged for a link between a check and its use
/// (https://man7.org/linux/man-pages/man2/openat.2.html, O_NOFOLLOW).
/// </summary>
internal sealed partial class RecordingFolder : IDisposable
{
    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle _folder;
    private readonly string _path;

    private RecordingFolder(SafeFileHandle folder, string path) => (_folder, _path) = (folder, path);

    /// <summary>These two differ between processors (asm/fcntl.h).</summary>
    private static int NoFollow { get; } = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    private static int Directory { get; } = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : 0x10000;

    /// <summary>Opens a folder below the root, which itself may be reached by links.</summary>
    /// <returns><see langword="null"/> when it is not there, or is a link.</returns>
    internal static RecordingFolder? Open(string root, string name)
    {
        var path = Path.Combine(root, name);
        var handle = new SafeFileHandle(OpenPath(path, ReadOnly | Directory | NoFollow | CloseOnExec), ownsHandle: true);
        if (!handle.IsInvalid)
        {
            return new(handle, path);
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Opens a file of the folder for reading.</summary>
    /// <returns><see langword="null"/> when it is not there, or is a link, a folder, a pipe or a device.</returns>
    internal FileStream? OpenFile(string name)
    {
        // Without blocking: the open of a pipe would wait for a writer.
        var handle = new SafeFileHandle(OpenAt(_folder, name, ReadOnly | NoFollow | NonBlocking | CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid || File.GetAttributes(handle).HasFlag(FileAttributes.Directory))
        {
            handle.Dispose();
            return null;
        }

        var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (file.CanSeek)
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Deletes a file of the folder; a link is deleted itself, not what it leads to.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    internal void DeleteFile(string name)
    {
        if (UnlinkAt(_folder, name, 0) != 0 && new Win32Exception() is { NativeErrorCode: not 2 } error)
        {
            throw new IOException($"{Path.Combine(_path, name)} could not be deleted: {error.Message}");
        }
    }

    public void Dispose() => _folder.Dispose();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenPath(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(SafeFileHandle folder, string path, int flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnlinkAt(SafeFileHandle folder, string path, int flags);
}
