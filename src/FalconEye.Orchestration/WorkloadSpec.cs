using FalconEye.Contracts.Cameras;

namespace FalconEye.Orchestration;

/// <summary>
/// What is to run: the same for a child process and for a pod. Two equal specs are the same workload, so deploying one again changes
/// nothing.
/// </summary>
public sealed record WorkloadSpec
{
    /// <summary>Which workload.</summary>
    public required WorkloadKey Key { get; init; }

    /// <summary>Its name: <c>cam-{slug}</c> or <c>rec-{slug}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name under which it is reached: <c>svc-{slug}</c> or <c>svc-rec-{slug}</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary>
    /// Of a relay: the service of the camera's recorder, from which it takes the stream while that records; <see langword="null"/> when it opens
    /// the camera always. Of a recorder: its own, for the same cameras.
    /// </summary>
    public string? CopyServiceName { get; init; }

    /// <summary>The camera's name, for users and logs.</summary>
    public required string CameraName { get; init; }

    /// <summary>The camera's protocol, which chooses image and limits.</summary>
    public required CameraProtocol Protocol { get; init; }

    /// <summary>The node it must run on; <see langword="null"/> leaves the choice.</summary>
    public string? NodeName { get; init; }

    /// <summary>The node it runs on for as long as that is well; another one else.</summary>
    public string? PreferredNodeName { get; init; }

    /// <summary>
    /// The environment of a relay or recorder, but for the address it listens on and its node, which the orchestrator decides.
    /// </summary>
    public WorkloadEnvironment Environment { get; init; } = WorkloadEnvironment.Empty;

    /// <summary>
    /// The part of the environment that holds credentials: an address with a camera's password, a token. A child process gets it as the
    /// rest; in a cluster it is a Secret, so that users who may read workloads do not see it.
    /// </summary>
    public WorkloadEnvironment Secrets { get; init; } = WorkloadEnvironment.Empty;

    /// <summary>The device and picture of a USB camera, which <c>motion</c> serves; <see langword="null"/> for our own programs.</summary>
    public UsbDevice? Usb { get; init; }
}
