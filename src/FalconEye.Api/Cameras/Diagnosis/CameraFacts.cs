using FalconEye.Api.Recordings;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Nodes;

namespace FalconEye.Api.Cameras.Diagnosis;

/// <summary>Everything that was looked at to find out what is wrong with a camera.</summary>
internal sealed record CameraFacts
{
    /// <summary>The camera, as a user wants it and as it was last seen.</summary>
    internal required Camera Camera { get; init; }

    /// <summary>The machine that it belongs to; null when it belongs to none, or to one that is gone.</summary>
    internal Node? Node { get; init; }

    /// <summary>Its relay, or <c>motion</c>.</summary>
    internal WorkloadObservation? Workload { get; init; }

    /// <summary>What its relay says; null when it does not answer.</summary>
    internal RelayHealth? Relay { get; init; }

    internal WorkloadObservation? Recorder { get; init; }

    /// <summary>What its recorder says; null when it does not answer.</summary>
    internal RecorderStatus? Recording { get; init; }

    /// <summary>What trying its source just now found; null when it was not tried, since pictures arrive.</summary>
    internal ProbeResult? Probe { get; init; }

    /// <summary>Whether something takes connections at its address; null when it was not tried.</summary>
    internal bool? Listens { get; init; }

    /// <summary>The disk that its recordings go to; null when that is another machine's and its recorder does not answer.</summary>
    internal DiskState? Disk { get; init; }

    /// <summary>Whether pictures arrive at this moment. The slowest camera sends one each second.</summary>
    internal bool HasPicture => Relay is { Status: RelayStatus.Running, LastFrameAgeMs: < 3_000 } || Probe is { Ok: true };
}
