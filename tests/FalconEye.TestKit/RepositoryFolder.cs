namespace FalconEye.TestKit;

/// <summary>The clone that the running test was built from.</summary>
public static class RepositoryFolder
{
    /// <summary>Absolute path of the folder that holds <c>FalconEye.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FalconEye.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no clone: no folder above it holds FalconEye.slnx.");
    }
}
