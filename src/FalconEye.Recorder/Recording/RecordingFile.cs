using FalconEye.Contracts.Recordings;
using FalconEye.Media.Mp4;
using Microsoft.Win32.SafeHandles;

namespace FalconEye.Recorder.Recording;

/// <summary>
/// A film that is being written, fragment by fragment. It plays at every moment; what is older than about a second is on the disk itself.
/// </summary>
internal sealed class RecordingFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly TimeSpan _origin;
    private long _position;
    private long _whole;

    /// <summary>Creates the file with its head.</summary>
    /// <param name="recording">What it is.</param>
    /// <param name="init">Its tracks.</param>
    /// <param name="origin">Where in the stream it begins.</param>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    internal RecordingFile(RecordingOpened recording, InitSegment init, TimeSpan origin)
    {
        Recording = recording;
        _origin = origin;
        _file = File.OpenHandle(recording.FilePath, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Write(init.Bytes.Span);
        _whole = _position;
    }

    /// <summary>What it is.</summary>
    internal RecordingOpened Recording { get; }

    /// <summary>How long it plays up to a place in the stream.</summary>
    internal TimeSpan DurationUntil(TimeSpan inStream) => inStream - _origin;

    /// <summary>Writes a fragment's head, moved so that the film begins at 0.</summary>
    internal void Write(MovieFragment fragment)
    {
        fragment.MoveTo(_origin);
        Write(fragment.Bytes.Span);
    }

    /// <summary>Writes what comes next, which the page cache takes at once.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _position);
        _position += bytes.Length;
    }

    /// <summary>
    /// The fragment is whole: it counts, and is on the disk itself when this returns. Meanwhile the pipe takes what FFmpeg writes.
    /// </summary>
    /// <returns>Bytes that the fragment has.</returns>
    internal long Commit()
    {
        var added = _position - _whole;
        _whole = _position;
        RandomAccess.FlushToDisk(_file);
        return added;
    }

    /// <summary>Cuts off a fragment that did not become whole, and closes the file.</summary>
    public void Dispose()
    {
        if (_position > _whole)
        {
            RandomAccess.SetLength(_file, _whole);
        }

        _file.Dispose();
    }
}
