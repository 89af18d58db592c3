namespace FalconEye.Orchestration.Kubernetes;

/// <summary>Which cluster, and what runs in it.</summary>
public sealed record KubernetesOptions
{
    private readonly string? _camerasNamespace;

    /// <summary>The namespace of the server: its settings, its lease and the cleanup's CronJob.</summary>
    public required string Namespace { get; init; }

    /// <summary>The namespace of what runs for cameras; the server's own unless another one is set.</summary>
    public string CamerasNamespace
    {
        get => _camerasNamespace ?? Namespace;
        init => _camerasNamespace = value;
    }

    /// <summary>A kubeconfig file; <see langword="null"/> to look further.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>The API server's address, used with <see cref="Token"/>.</summary>
    public string? ApiServer { get; init; }

    /// <summary>A bearer token for <see cref="ApiServer"/>.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// The certificate authority of <see cref="ApiServer"/>, a PEM file; <see langword="null"/> for those that the system trusts.
    /// </summary>
    public string? CaFile { get; init; }

    /// <summary>The image that has <c>motion</c>.</summary>
    public required string CameraUsbImage { get; init; }

    /// <summary>The image that has the relay.</summary>
    public required string CameraRtspImage { get; init; }

    /// <summary>The image that has the recorder.</summary>
    public required string RecorderImage { get; init; }

    /// <summary>The nodes whose taint <c>dedicated=jetson:NoSchedule</c> workloads tolerate.</summary>
    public IReadOnlyList<string> JetsonNodes { get; init; } = [];

    /// <summary>How cameras' services are reached from outside.</summary>
    public CameraServiceType CameraServiceType { get; init; }

    /// <summary>The folder of each node that recordings are kept in.</summary>
    public required string RecordingsPath { get; init; }

    /// <summary>What the file servers of the nodes ask to be shown; <see langword="null"/> when they ask for nothing.</summary>
    public string? FileServerToken { get; init; }

    /// <summary>What tells this replica of the API from the others: its pod's name.</summary>
    public required string Identity { get; init; }
}
