namespace FalconEye.Orchestration.Kubernetes.Observing;

/// <summary>How a workload's pod is.</summary>
/// <param name="Phase">How far it has come.</param>
/// <param name="Reason">Why it is not further, as text for users.</param>
internal readonly record struct PodState(WorkloadPhase Phase, string? Reason = null);
