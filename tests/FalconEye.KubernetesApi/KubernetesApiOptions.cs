namespace FalconEye.KubernetesApi;

/// <summary>How the server behaves where real ones differ, and how patient it is.</summary>
public sealed record KubernetesApiOptions
{
    /// <summary>How a watch from a compacted revision is refused; both happen in the wild.</summary>
    public ExpiredWatchAnswer ExpiredWatches { get; set; }

    /// <summary>How often a quiet watch that wants bookmarks gets one. A real server takes a minute.</summary>
    public TimeSpan BookmarkPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the garbage collector, the scheduler and the controllers of namespaces, Deployments and DaemonSets run.</summary>
    public bool Controllers { get; init; } = true;
}
