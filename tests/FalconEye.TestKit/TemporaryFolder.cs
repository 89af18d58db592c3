namespace FalconEye.TestKit;

/// <summary>A folder of a test's own that goes with everything in it when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes the folder where temporary files belong.</summary>
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("falcon-eye-test-").FullName;

    /// <summary>Makes the folder in another, for tests that care which disk it is on.</summary>
    public TemporaryFolder(string parent) =>
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"falcon-eye-test-{Guid.NewGuid():N}")).FullName;

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Absolute path of a file or folder inside; it is not created.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
