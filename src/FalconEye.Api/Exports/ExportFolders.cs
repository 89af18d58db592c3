using System.Text.Json;

namespace FalconEye.Api.Exports;

/// <summary>Each export's folder in the data directory: what was asked for, and the ZIP file.</summary>
internal sealed class ExportFolders(ServerOptions options)
{
    private const string JobFile = "job.json";
    private const string ZipFile = "export.zip";
    private const string PartSuffix = ".part";
    private const long Megabyte = 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly string _root = Path.Combine(Path.GetFullPath(options.DataDirectory), "exports");

    /// <summary>The finished ZIP file of an export.</summary>
    internal string ZipOf(Guid id) => Path.Combine(FolderOf(id), ZipFile);

    /// <summary>The ZIP file while it is written.</summary>
    internal string PartOf(Guid id) => ZipOf(id) + PartSuffix;

    /// <summary>A file that is read while it is written and goes when it is closed; it counts as the export's.</summary>
    internal FileStream OpenSpool(Guid id) =>
        new(ZipOf(id) + ".spool", FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    /// <summary>
    /// Bytes that exports can still take: together at most half of what would be free without them, beside what recorders need
    /// (<c>MIN_FREE_DISK_MB</c>). So no one stops the recording by exporting, however much.
    /// </summary>
    internal long UsableBytes
    {
        get
        {
            var used = UsedBytes;
            var free = new DriveInfo(options.DataDirectory).AvailableFreeSpace;
            return Math.Max(0, ((free + used - (options.MinFreeDiskMb * Megabyte)) / 2) - used);
        }
    }

    /// <summary>What exports take of the disk that recordings are on.</summary>
    internal long UsedOfRecordingsDisk => FileSystemId.OfFolder(options.DataDirectory) is { } own && own == FileSystemId.OfFolder(options.RecordingsPath) ? UsedBytes : 0;

    private long UsedBytes => Directory.Exists(_root)
        ? new DirectoryInfo(_root).EnumerateFiles(ZipFile + "*", SearchOption.AllDirectories).Sum(LengthOf)
        : 0;

    /// <summary>
    /// A file for what is looked at once. It has no name as soon as it is open, so that it goes with the last look at it, whatever becomes of
    /// the server.
    /// </summary>
    internal FileStream OpenNameless()
    {
        var path = Path.Combine(Directory.CreateDirectory(_root).FullName, $"{Guid.NewGuid()}{PartSuffix}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);
        File.Delete(path);
        return file;
    }

    /// <summary>Keeps what is known of an export; a crash leaves the former or the new state.</summary>
    internal void Keep(ExportJob job)
    {
        var folder = Directory.CreateDirectory(FolderOf(job.Id));
        var file = Path.Combine(folder.FullName, JobFile);
        File.WriteAllBytes(file + PartSuffix, JsonSerializer.SerializeToUtf8Bytes(job, Json));
        File.Move(file + PartSuffix, file, overwrite: true);
    }

    /// <summary>Reads all exports. A folder without a readable description is passed over.</summary>
    internal IReadOnlyList<ExportJob> ReadAll()
    {
        if (!Directory.Exists(_root))
        {
            return [];
        }

        List<ExportJob> jobs = [];
        foreach (var folder in Directory.EnumerateDirectories(_root))
        {
            if (Guid.TryParse(Path.GetFileName(folder), out var id) && Read(folder) is { } job && job.Id == id)
            {
                jobs.Add(job);
            }
        }

        return jobs;
    }

    /// <summary>Removes an export with its files.</summary>
    internal void Remove(Guid id)
    {
        if (Directory.Exists(FolderOf(id)))
        {
            Directory.Delete(FolderOf(id), recursive: true);
        }
    }

    private static ExportJob? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportJob>(File.ReadAllBytes(Path.Combine(folder, JobFile)), Json);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>One that was removed meanwhile takes nothing.</summary>
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private string FolderOf(Guid id) => Path.Combine(_root, id.ToString());
}
