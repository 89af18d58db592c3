using FalconEye.TestKit;

namespace FalconEye.Bench;

/// <summary>The programs of <c>bench/native</c>, which <c>bench/run.sh</c> compiles.</summary>
internal static class NativeTool
{
    /// <summary>The path of a program.</summary>
    internal static string Find(string name) => Path.Combine(RepositoryFolder.Root, "artifacts", "bench", name);
}
