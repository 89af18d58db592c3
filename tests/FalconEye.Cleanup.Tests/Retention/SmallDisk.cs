using System.Diagnostics;
using FalconEye.Api.Recordings;
using FalconEye.TestKit;

namespace FalconEye.Cleanup.Tests.Retention;

/// <summary>
/// A disk of a few megabytes: a file system of its own where the test may mount one, else a folder whose files are counted.
/// </summary>
internal sealed class SmallDisk : IRecordingDisks, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly long _reserved;
    private readonly long _size;

    internal SmallDisk(int megabytes, long reservedBytes)
    {
        (_size, _reserved) = (megabytes * 1024L * 1024, reservedBytes);
        IsMounted = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", _folder.Path);
        Directory.CreateDirectory(Recordings);
    }

    /// <summary>Whether it is a file system of its own.</summary>
    internal bool IsMounted { get; }

    /// <summary>The folder for recordings.</summary>
    internal string Recordings => _folder["recordings"];

    /// <summary>A file of another program.</summary>
    internal string OtherFile => _folder["other.bin"];

    /// <summary>What can still be written.</summary>
    internal long Free => IsMounted
        ? new DriveInfo(_folder.Path).AvailableFreeSpace
        : _size - new DirectoryInfo(_folder.Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    public Task<IReadOnlyList<NodeDisk>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<NodeDisk>>(
        Directory.Exists(Recordings) ? [new(Environment.MachineName, new DiskState(_size, Free, _reserved))] : []);

    public void Dispose()
    {
        if (IsMounted)
        {
            Run("umount", "-l", _folder.Path);
        }

        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
