namespace FalconEye.TestKit.Programs;

/// <summary>
/// Where the programs are that tests run. Release tests run what <c>./run.sh</c> publishes (the relay and recorder as machine code), Debug
/// tests what the last build made, so that a developer need not wait for the native compiler.
/// </summary>
public static class ProgramFile
{
    private static readonly bool IsRelease =
        new DirectoryInfo(AppContext.BaseDirectory).Name.StartsWith("release", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of a program.</summary>
    /// <param name="name">For example <c>FalconEye.Relay</c>.</param>
    /// <exception cref="InvalidOperationException">It is not built.</exception>
    public static string Find(string name)
    {
        var folder = Path.Combine(RepositoryFolder.Root, "artifacts", IsRelease ? "publish" : "bin", name);
        var pattern = IsRelease ? "release*" : "debug*";
        var found = Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, pattern).Select(variant => Path.Combine(variant, name)).FirstOrDefault(File.Exists)
            : null;
        return found ?? throw new InvalidOperationException(
            $"{name} is not built below {folder}. Run {(IsRelease ? "./run.sh --build-only" : "dotnet build")} first.");
    }
}
