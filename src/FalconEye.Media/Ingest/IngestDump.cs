using System.Text;

namespace FalconEye.Media.Ingest;

/// <summary>
/// The file of INGEST_DUMP: the conversation with a camera without credentials and without media, for a report about a camera that fails. It
/// stops growing at a size that a report can carry.
/// </summary>
internal sealed class IngestDump : IDisposable
{
    private const long MaxLength = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly FileStream _file;

    private IngestDump(FileStream file) => _file = file;

    /// <summary>Opens the file for appending, readable for its owner only.</summary>
    /// <param name="path">Where it is.</param>
    /// <returns><see langword="null"/> when it cannot be written: a report is not worth a camera.</returns>
    internal static IngestDump? TryOpen(string path)
    {
        try
        {
            return new IngestDump(new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal void Write(string line)
    {
        lock (_lock)
        {
            if (_file.Position < MaxLength)
            {
                _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
        }
    }
}
