using FalconEye.Orchestration;
using FalconEye.Processes;

namespace FalconEye.Api.Reconciliation;

/// <summary>What the reconciler remembers of a camera between two looks.</summary>
internal sealed class CameraRuntime : IDisposable
{
    /// <summary>One look at a time.</summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>When it was last looked at, by the clock's timestamp.</summary>
    internal long LastLook { get; set; }

    /// <summary>When the camera last told how it is, by the clock's timestamp.</summary>
    internal long LastAnswer { get; set; }

    /// <summary>Since when this server has been waiting for the camera to come up; null while it does not.</summary>
    internal DateTime? ComingUpSince { get; set; }

    /// <summary>When a workload that could not be deployed is tried next.</summary>
    internal long NextDeployment { get; set; }

    /// <summary>The pauses between such attempts.</summary>
    internal Backoff DeploymentBackoff { get; } = Backoff.Standard();

    /// <summary>How often each of its workloads had been started again when that was last logged.</summary>
    internal Dictionary<WorkloadComponent, int> LoggedRestarts { get; } = [];

    /// <summary>When a recording that is wanted and does not run is started next.</summary>
    internal long NextRecordingAttempt { get; set; }

    /// <summary>The pauses between such attempts.</summary>
    internal Backoff RecordingBackoff { get; } = Backoff.Standard();

    public void Dispose() => Turn.Dispose();
}
