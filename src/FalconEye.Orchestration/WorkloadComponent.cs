namespace FalconEye.Orchestration;

/// <summary>Which of a camera's two workloads.</summary>
public enum WorkloadComponent
{
    /// <summary>The relay of a network camera, or <c>motion</c> for a USB one.</summary>
    Camera,

    /// <summary>The recorder.</summary>
    Recorder,
}
