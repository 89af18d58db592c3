using FalconEye.TestKit;
using YamlDotNet.RepresentationModel;

namespace FalconEye.Deploy.Tests.Workflows;

/// <summary>A workflow of GitHub Actions. What only GitHub can tell of it, its linter tells in <c>tools/lint</c>.</summary>
internal sealed class Workflow
{
    private readonly YamlMappingNode _root;

    private Workflow(YamlMappingNode root) => _root = root;

    /// <summary>Its jobs, by name.</summary>
    internal IReadOnlyDictionary<string, YamlMappingNode> Jobs => Mapping(_root, "jobs").Children
        .ToDictionary(job => ((YamlScalarNode)job.Key).Value!, job => (YamlMappingNode)job.Value);

    /// <summary>What starts it.</summary>
    internal YamlMappingNode Triggers => Mapping(_root, "on");

    /// <summary>The steps of a job.</summary>
    internal IReadOnlyList<YamlMappingNode> StepsOf(string job) => [.. ((YamlSequenceNode)Jobs[job]["steps"]).Cast<YamlMappingNode>()];

    /// <summary>Reads a file of <c>.github/workflows</c>.</summary>
    internal static Workflow Read(string name)
    {
        using var text = File.OpenText(Path.Combine(RepositoryFolder.Root, ".github", "workflows", name));
        var stream = new YamlStream();
        stream.Load(text);
        return new Workflow((YamlMappingNode)stream.Documents[0].RootNode);
    }

    /// <summary>The text at a key; <see langword="null"/> when there is none.</summary>
    internal static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    /// <summary>The mapping at a key that must be there.</summary>
    internal static YamlMappingNode Mapping(YamlMappingNode node, string key) => (YamlMappingNode)node[key];
}
