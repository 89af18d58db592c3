using System.Text.Json.Serialization;

namespace FalconEye.Contracts.Cameras;

/// <summary>What a camera's workload is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CameraStatus>))]
public enum CameraStatus
{
    /// <summary>Known, nothing asked for yet.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Its workload is being started or has not yet shown that the source works.</summary>
    [JsonStringEnumMemberName("creating")]
    Creating,

    /// <summary>The source has delivered a frame.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It should run and does not; <c>metadata.error</c> says why.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>The desired state is stopped.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>Its workloads are being removed.</summary>
    [JsonStringEnumMemberName("deleting")]
    Deleting,
}
