namespace FalconEye.Api.Detection;

/// <summary>The labels of events, each for some of a model's classes. Other classes are no events.</summary>
internal static class ObjectLabels
{
    private static readonly Dictionary<string, string> LabelOfClass = new(StringComparer.OrdinalIgnoreCase)
    {
        ["person"] = "person",
        ["bicycle"] = "vehicle",
        ["car"] = "vehicle",
        ["motorcycle"] = "vehicle",
        ["bus"] = "vehicle",
        ["train"] = "vehicle",
        ["truck"] = "vehicle",
        ["boat"] = "vehicle",
        ["vehicle"] = "vehicle",
        ["bird"] = "animal",
        ["cat"] = "animal",
        ["dog"] = "animal",
        ["horse"] = "animal",
        ["sheep"] = "animal",
        ["cow"] = "animal",
        ["bear"] = "animal",
        ["elephant"] = "animal",
        ["zebra"] = "animal",
        ["giraffe"] = "animal",
        ["animal"] = "animal",
    };

    /// <summary>All labels.</summary>
    internal static IReadOnlyList<string> All { get; } = ["person", "vehicle", "animal"];

    /// <summary>The label of a model's class; <see langword="null"/> for one that is no event.</summary>
    internal static string? Of(string name) => LabelOfClass.GetValueOrDefault(name);
}
