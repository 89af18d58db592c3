namespace FalconEye.Orchestration.Nodes;

/// <summary>A machine that workloads can run on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ip">Its address inside the network; null when unknown.</param>
/// <param name="Ready">Whether it takes workloads.</param>
/// <param name="Taints">Its taints, as <c>key=value:effect</c>.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Architecture"><c>amd64</c>, <c>arm64</c>, …</param>
/// <param name="Os">Its operating system.</param>
public sealed record Node(
    string Name,
    string? Ip,
    bool Ready,
    IReadOnlyList<string> Taints,
    IReadOnlyDictionary<string, string> Labels,
    string Architecture,
    string Os);
