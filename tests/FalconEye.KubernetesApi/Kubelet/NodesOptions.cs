namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>The pretended nodes of a cluster.</summary>
public sealed record NodesOptions
{
    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["node-a", "node-b"];

    /// <summary>What runs for an image, by its last name without registry and tag; an image that is not here cannot be pulled.</summary>
    public required IReadOnlyDictionary<string, PodProgram> Images { get; init; }

    /// <summary>Character devices that every node has.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>
    /// The pause before a container that crashed a second time starts again. Real kubelets wait ten seconds, then ever longer.
    /// </summary>
    public TimeSpan CrashPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a second of a pod's toleration of a dead node takes.</summary>
    public double TolerationScale { get; init; } = 0.02;
}
