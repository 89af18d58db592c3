namespace FalconEye.Api.Recordings;

/// <summary>
/// A recording's file that is about to be deleted: it waits in a hidden folder beside the others until its row is deleted. Wherever the
/// server is killed in between, its place says what was going on, which a missing file would not: a disk that is not mounted has none either.
/// </summary>
internal sealed class FileSetAside : IDisposable
{
    /// <summary>The folder, in that of the camera.</summary>
    internal const string FolderName = ".deleting";

    private readonly RecordingFolder _folder;

    private FileSetAside(RecordingFolder folder, string camera, string fileName) => (_folder, Camera, FileName) = (folder, camera, fileName);

    internal string Camera { get; }

    internal string FileName { get; }

    /// <summary>Sets a file aside.</summary>
    /// <param name="folder">The camera's folder, which this disposes of.</param>
    /// <param name="camera">That folder's name.</param>
    /// <param name="fileName">The file.</param>
    /// <exception cref="IOException">It cannot be moved.</exception>
    internal static FileSetAside Take(RecordingFolder folder, string camera, string fileName)
    {
        var file = new FileSetAside(folder, camera, fileName);
        try
        {
            using var aside = file.OpenAside(create: true);
            folder.MoveFile(fileName, aside);
            return file;
        }
        catch (IOException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Names a file that was set aside before.</summary>
    /// <param name="folder">The camera's folder, which this disposes of.</param>
    /// <param name="camera">That folder's name.</param>
    /// <param name="fileName">The file.</param>
    internal static FileSetAside Find(RecordingFolder folder, string camera, string fileName) => new(folder, camera, fileName);

    /// <summary>Waits until this one, and what was set aside before it in the same folder, is so on the disk itself.</summary>
    /// <exception cref="IOException">The disk cannot be written.</exception>
    internal void Flush()
    {
        using var aside = OpenAside(create: false);
        aside.Flush();
    }

    /// <summary>Puts it back, unless there is another file in its place meanwhile.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    internal void PutBack()
    {
        using var other = _folder.OpenFile(FileName);
        if (other is null)
        {
            using var aside = OpenAside(create: false);
            aside.MoveFile(FileName, _folder);
            _folder.Flush();
        }
    }

    /// <summary>Deletes it for good.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    internal void Delete()
    {
        using var aside = OpenAside(create: false);
        aside.DeleteFile(FileName);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private RecordingFolder OpenAside(bool create) =>
        _folder.OpenInner(FolderName, create) ?? throw new IOException($"The folder {FolderName} is not there, or is a link.");
}
