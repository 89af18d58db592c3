using FalconEye.Contracts.Recordings;
using Microsoft.Win32.SafeHandles;

namespace FalconEye.Recorder.Recording;

/// <summary>
/// A recording that is being written, fragment by fragment. It plays at every moment; what is older than about a second is on the disk itself.
/// </summary>
internal sealed class RecordingFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private long _length;

    /// <summary>Creates the file with its head.</summary>
    /// <param name="recording">What it is.</param>
    /// <param name="init">Its tracks.</param>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    internal RecordingFile(RecordingOpened recording, ReadOnlySpan<byte> init)
    {
        Recording = recording;
        _file = File.OpenHandle(recording.FilePath, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        RandomAccess.Write(_file, init, 0);
        _length = init.Length;
    }

    /// <summary>What it is.</summary>
    internal RecordingOpened Recording { get; }

    /// <summary>Adds a whole fragment, which counts, and is on the disk itself, when this returns.</summary>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    internal void Append(ReadOnlySpan<byte> fragment)
    {
        RandomAccess.Write(_file, fragment, _length);
        _length += fragment.Length;
        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>Cuts off a fragment that did not become whole, and closes the file.</summary>
    public void Dispose()
    {
        if (RandomAccess.GetLength(_file) > _length)
        {
            RandomAccess.SetLength(_file, _length);
        }

        _file.Dispose();
    }
}
