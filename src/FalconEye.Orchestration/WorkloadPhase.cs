namespace FalconEye.Orchestration;

/// <summary>How far a workload has come.</summary>
public enum WorkloadPhase
{
    /// <summary>Being started, for the first time or again.</summary>
    Starting,

    /// <summary>Its program runs and can be asked.</summary>
    Running,

    /// <summary>It ended and waits to be started again, or cannot be started; the reason says why.</summary>
    Failing,
}
