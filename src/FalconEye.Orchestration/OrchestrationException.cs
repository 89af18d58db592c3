namespace FalconEye.Orchestration;

/// <summary>A workload could not be brought to what was asked. The message says why, as a text for the user who asked.</summary>
public sealed class OrchestrationException(string message, Exception? cause = null) : Exception(message, cause);
