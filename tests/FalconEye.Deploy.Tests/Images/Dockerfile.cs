using System.Text.RegularExpressions;
using FalconEye.TestKit;

namespace FalconEye.Deploy.Tests.Images;

/// <summary>A Dockerfile's instructions, without comments and with continued lines put together.</summary>
/// <param name="Image">The image that it builds.</param>
/// <param name="Context">The folder it is built from, below the repository.</param>
/// <param name="Instructions">Each instruction's word and the rest of it.</param>
public sealed partial record Dockerfile(string Image, string Context, IReadOnlyList<(string Word, string Text)> Instructions)
{
    private static readonly (string Image, string File, string Context)[] Known =
    [
        ("falcon-eye-api", "deploy/docker/api.Dockerfile", ""),
        ("falcon-eye-dashboard", "frontend/Dockerfile", "frontend"),
        ("falcon-eye-camera-usb", "deploy/docker/camera-usb.Dockerfile", ""),
        ("falcon-eye-camera-rtsp", "deploy/docker/camera-rtsp.Dockerfile", ""),
        ("falcon-eye-recorder", "deploy/docker/recorder.Dockerfile", ""),
    ];

    /// <summary>The names of the images.</summary>
    public static TheoryData<string> Images => [.. Known.Select(known => known.Image)];

    /// <summary>Reads the file of an image.</summary>
    public static Dockerfile Read(string image)
    {
        var (_, file, context) = Known.Single(known => known.Image == image);
        var text = Continued().Replace(File.ReadAllText(Path.Combine(RepositoryFolder.Root, file)), " ");
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#');
        return new Dockerfile(image, context, [.. lines.Select(line => line.Split(' ', 2)).Select(parts => (parts[0], parts.ElementAtOrDefault(1) ?? ""))]);
    }

    /// <summary>What every stage starts from, but for the names of other stages.</summary>
    public IEnumerable<string> Bases
    {
        get
        {
            var froms = Instructions.Where(line => line.Word == "FROM").Select(line => line.Text.Split(' ')).ToList();
            var stages = froms.Where(words => words.Length > 2 && words[^2] == "AS").Select(words => words[^1]).ToHashSet();
            return froms.Select(words => words.First(word => !word.StartsWith("--", StringComparison.Ordinal))).Where(image => !stages.Contains(image));
        }
    }

    /// <summary>The instructions of the last stage: what the image is.</summary>
    public IEnumerable<(string Word, string Text)> LastStage => Instructions.Skip(Instructions.ToList().FindLastIndex(line => line.Word == "FROM") + 1);

    /// <summary>The instructions of the stages before it: what builds it.</summary>
    public IEnumerable<(string Word, string Text)> BuildStages => Instructions.Take(Instructions.Count - LastStage.Count() - 1);

    /// <summary>What is copied from the context, as paths in the repository.</summary>
    public IEnumerable<string> Copied => Instructions
        .Where(line => line.Word == "COPY" && !line.Text.StartsWith("--from", StringComparison.Ordinal))
        .SelectMany(line => line.Text.Split(' ').SkipLast(1))
        .Select(path => Path.Combine(RepositoryFolder.Root, Context, path));

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();
}
