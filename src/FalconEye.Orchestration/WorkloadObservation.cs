namespace FalconEye.Orchestration;

/// <summary>A workload as it is now.</summary>
public sealed record WorkloadObservation
{
    /// <summary>Which workload.</summary>
    public required WorkloadKey Key { get; init; }

    /// <summary>The name it was deployed under.</summary>
    public required string Name { get; init; }

    /// <summary>The camera's name when it was deployed: a rename alone does not restart a camera.</summary>
    public required string CameraName { get; init; }

    /// <summary>The name of its service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>How far it has come.</summary>
    public required WorkloadPhase Phase { get; init; }

    /// <summary>Why it fails, as text for users.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was deployed.</summary>
    public required DateTimeOffset DeployedAt { get; init; }

    /// <summary>The node that it runs on, once that is known.</summary>
    public string? NodeName { get; init; }

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; init; }

    /// <summary>Where the API reaches it: a relay's or <c>motion</c>'s stream, or a recorder.</summary>
    public Uri? Address { get; init; }

    /// <summary>Where <c>motion</c>'s control interface is reached; <see langword="null"/> for our own programs.</summary>
    public Uri? ControlAddress { get; init; }

    /// <summary>The port of the stream as clients of the seed know it: the node port, or the local port.</summary>
    public int? StreamPort { get; init; }

    /// <summary>The port of the control interface, likewise.</summary>
    public int? ControlPort { get; init; }

    /// <summary>The child process that serves it, or did so last; <see langword="null"/> for a pod.</summary>
    public int? ProcessId { get; init; }

    /// <summary>How many copies are ready: 0 or 1.</summary>
    public int ReadyReplicas => Phase == WorkloadPhase.Running ? 1 : 0;
}
