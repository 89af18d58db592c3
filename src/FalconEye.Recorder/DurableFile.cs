namespace FalconEye.Recorder;

/// <summary>Writes small files so that a reader, now or after a power loss, sees them whole or not at all.</summary>
internal static class DurableFile
{
    /// <summary>Writes beside the path, to the disk, then renames.</summary>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        var scratch = path + ".new";
        using (var file = File.OpenHandle(scratch, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(scratch, path, overwrite: true);
    }
}
