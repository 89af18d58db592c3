namespace FalconEye.Api.Cameras;

/// <summary>A workload's copies, in Kubernetes' terms.</summary>
/// <param name="Ready">Whether it serves.</param>
/// <param name="Replicas">How many copies are wanted.</param>
/// <param name="ReadyReplicas">How many serve.</param>
/// <param name="AvailableReplicas">How many have served for a while.</param>
public sealed record WorkloadStatus(bool Ready, int Replicas, int ReadyReplicas, int AvailableReplicas);
