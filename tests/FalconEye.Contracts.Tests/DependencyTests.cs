using System.Xml.Linq;

namespace FalconEye.Contracts.Tests;

/// <summary>Keeps the direction of the projects (style.md, "Layout"; docs/decisions/0001-projects.md).</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["FalconEye.Contracts"] = [],
        ["FalconEye.Processes"] = ["FalconEye.Contracts"],
        ["FalconEye.Streaming"] = [],
        ["FalconEye.Rtsp"] = [],
        ["FalconEye.ServiceDefaults"] = [],
        ["FalconEye.Onvif"] = ["FalconEye.Contracts"],
        ["FalconEye.Media"] = ["FalconEye.Contracts", "FalconEye.Onvif", "FalconEye.Processes", "FalconEye.Rtsp", "FalconEye.Streaming"],
        ["FalconEye.Detector"] = ["FalconEye.Contracts"],
        ["FalconEye.Relay"] = ["FalconEye.Media", "FalconEye.ServiceDefaults"],
        ["FalconEye.Recorder"] = ["FalconEye.Media", "FalconEye.ServiceDefaults"],
        ["FalconEye.Orchestration"] = ["FalconEye.Contracts", "FalconEye.Processes"],
        ["FalconEye.Data"] = ["FalconEye.Contracts"],
        ["FalconEye.Discovery"] = ["FalconEye.Contracts", "FalconEye.Data", "FalconEye.Onvif", "FalconEye.Orchestration", "FalconEye.ServiceDefaults"],
        ["FalconEye.Api"] =
        [
            "FalconEye.Contracts", "FalconEye.Processes", "FalconEye.Data", "FalconEye.Discovery", "FalconEye.Media", "FalconEye.Onvif", "FalconEye.Orchestration",
            "FalconEye.Rtsp", "FalconEye.ServiceDefaults", "FalconEye.Streaming",
        ],
    };

    [Fact]
    public void Each_project_refers_only_to_those_below_it()
    {
        var source = Path.Combine(FindRoot(), "src");
        foreach (var folder in Directory.GetDirectories(source))
        {
            var name = Path.GetFileName(folder);
            var references = XDocument.Load(Path.Combine(folder, name + ".csproj")).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
            Assert.True(Allowed.ContainsKey(name), $"{name} is new: say here what it may refer to.");
            Assert.Empty(references.Except(Allowed[name]));
        }
    }

    [Fact]
    public void Only_the_Kubernetes_orchestrator_names_a_type_of_the_Kubernetes_client()
    {
        var source = Path.Combine(FindRoot(), "src");
        var home = Path.Combine(source, "FalconEye.Orchestration", "Kubernetes") + Path.DirectorySeparatorChar;
        var others = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Where(file => !file.StartsWith(home, StringComparison.Ordinal));

        Assert.DoesNotContain(others, file => File.ReadLines(file).Any(line =>
            line.StartsWith("using k8s", StringComparison.Ordinal) || line.Contains("k8s.", StringComparison.Ordinal)));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "FalconEye.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
