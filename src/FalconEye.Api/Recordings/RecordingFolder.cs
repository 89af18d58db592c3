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
    private const int AlreadyThere = 17;

    /// <summary>In octal 0700.</summary>
    private const uint OwnerOnly = 0x1C0;

    /// <summary>AT_EMPTY_PATH, STATX_NLINK, and struct statx, the same on all processors (linux/stat.h).</summary>
    private const int EmptyPath = 0x1000;
    private const uint LinkCount = 0x4;
    private const int StatusBytes = 256;
    private const int LinkCountOffset = 16;

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
    /// <returns><see langword="null"/> when it is not there, or is a link, of either kind, a folder, a pipe or a device.</returns>
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
        if (file.CanSeek && HasOneName(handle))
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

    /// <summary>Opens a folder inside this one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="create">Makes it first if it is not there.</param>
    /// <returns><see langword="null"/> when it is not there, or is a link.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal RecordingFolder? OpenInner(string name, bool create)
    {
        if (create && MakeDirectoryAt(_folder, name, OwnerOnly) != 0 && new Win32Exception() is { NativeErrorCode: not AlreadyThere } error)
        {
            throw new IOException($"{Path.Combine(_path, name)} could not be made: {error.Message}");
        }

        var handle = new SafeFileHandle(OpenAt(_folder, name, ReadOnly | Directory | NoFollow | CloseOnExec), ownsHandle: true);
        if (!handle.IsInvalid)
        {
            return new(handle, Path.Combine(_path, name));
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Moves a file of this folder into another one of the same disk.</summary>
    /// <exception cref="IOException">It is not there, or cannot be moved.</exception>
    internal void MoveFile(string name, RecordingFolder target)
    {
        if (RenameAt(_folder, name, target._folder, name) != 0)
        {
            throw new IOException($"{Path.Combine(_path, name)} could not be moved: {new Win32Exception().Message}");
        }
    }

    /// <summary>The names of the files in it.</summary>
    internal IReadOnlyList<string> ListFiles() => [.. System.IO.Directory.EnumerateFiles(_path).Select(file => Path.GetFileName(file))];

    /// <summary>Waits until what was moved or deleted in it is on the disk itself.</summary>
    internal void Flush()
    {
        if (Synchronize(_folder) != 0)
        {
            throw new IOException($"{_path} could not be written: {new Win32Exception().Message}");
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Whether a file has no other name: one that has may be someone else's, linked into the folder (statx(2)).</summary>
    private static unsafe bool HasOneName(SafeFileHandle file)
    {
        var status = stackalloc byte[StatusBytes];
        return Status(file, "", EmptyPath, LinkCount, status) == 0 && *(uint*)(status + LinkCountOffset) == 1;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenPath(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(SafeFileHandle folder, string path, int flags);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Status(SafeFileHandle folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnlinkAt(SafeFileHandle folder, string path, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectoryAt(SafeFileHandle folder, string path, uint mode);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(SafeFileHandle folder, string path, SafeFileHandle targetFolder, string targetPath);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(SafeFileHandle folder);
}
