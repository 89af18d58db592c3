using System.Text.RegularExpressions;

namespace FalconEye.Contracts.Tests;

/// <summary>A setting that no one can read about is no setting.</summary>
public sealed partial class SettingsDocumentationTests
{
    /// <summary>Names in the code that are someone else's, and no settings of ours.</summary>
    private static readonly HashSet<string> OfOthers =
    [
        "AES_256_CBC", // an algorithm
        "GET_PARAMETER", "SET_PARAMETER", // methods of RTSP
        "KUBERNETES_SERVICE_HOST", // what Kubernetes tells each pod
        "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "LD_PRELOAD", "SSL_CERT_DIR", "SSL_CERT_FILE", // the system's
        "ORT_DISABLE_TELEMETRY", // ONNX Runtime's
        "VIDEO_DEVICES_ROOT", // where tests keep a made-up machine
    ];

    [Fact]
    public void Every_variable_that_a_program_reads_stands_in_the_settings_page_or_in_the_programs_help()
    {
        var source = Path.Combine(Root, "src");
        var documented = string.Concat(
            File.ReadAllText(Path.Combine(Root, "docs", "operate", "settings.md")),
            File.ReadAllText(Path.Combine(source, "FalconEye.Relay", "Usage.cs")),
            File.ReadAllText(Path.Combine(source, "FalconEye.Recorder", "CommandLine.cs")));
        var names = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Variable().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .Distinct()
            .Where(name => !OfOthers.Contains(name))
            .ToList();

        Assert.Contains("ALLOWED_HOSTS", names);
        Assert.DoesNotContain(names, name => !Regex.IsMatch(documented, $@"\b{name}\b"));
    }

    [Fact]
    public void Every_variable_of_the_settings_page_is_read_somewhere()
    {
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var page = File.ReadLines(Path.Combine(Root, "docs", "operate", "settings.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => InCode().Matches(line.Split(" | ")[0]).Select(match => match.Groups["name"].Value))
            .Where(name => !name.StartsWith("OTEL_", StringComparison.Ordinal));

        Assert.DoesNotContain(page, name => !code.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "FalconEye.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    /// <summary>A name with an underscore, or one that a reader of settings is asked for.</summary>
    [GeneratedRegex(@"(?<="")(?<name>[A-Z][A-Z0-9]*(_[A-Z0-9]+)+)(?="")|(?<=(Text|Optional|Number|Flag|Required|OneOf)\("")(?<name>[A-Z][A-Z0-9]+)(?="")", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"`(?<name>[A-Z][A-Z0-9_]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex InCode();
}
