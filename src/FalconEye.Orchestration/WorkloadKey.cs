namespace FalconEye.Orchestration;

/// <summary>Names one workload: a camera has at most one of each component.</summary>
/// <param name="CameraId">The camera.</param>
/// <param name="Component">Which of its workloads.</param>
public readonly record struct WorkloadKey(Guid CameraId, WorkloadComponent Component);
