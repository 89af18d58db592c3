using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Orchestration;
using FalconEye.Processes;

namespace FalconEye.Api.Reconciliation;

/// <summary>
/// What the reconciler remembers of a camera between two passes. Only the pass that has the camera's turn touches it, but for the requests
/// at its end. Nothing in it is needed after a restart of the server: it only spaces out attempts and keeps statuses from flickering.
/// </summary>
internal sealed class CameraRuntime
{
    private static readonly TimeSpan FirstStartRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxStartRetryDelay = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private TaskCompletionSource<PassResult> _nextPass = NewPass();
    private bool _isGone;
    private bool _restart;
    private bool _recordingAttempt;

    /// <summary>When the camera last answered, by the clock's timestamp; 0 before its first answer.</summary>
    internal long LastAnswer { get; set; }

    /// <summary>Since when the camera has been coming up, UTC; <see langword="null"/> while it is not.</summary>
    internal DateTime? ComingUpSince { get; set; }

    /// <summary>Which request to start the counters below belong to: a newer one resets them.</summary>
    internal DateTime? StartRequest { get; set; }

    /// <summary>When a camera that did not come up in time is started again, by the clock's timestamp; 0 unless it waits for that.</summary>
    internal long NextStart { get; set; }

    /// <summary>The pauses between such starts.</summary>
    internal Backoff StartBackoff { get; } = new(FirstStartRetry, MaxStartRetryDelay);

    /// <summary>When a workload that could not be deployed is tried next, by component.</summary>
    internal Dictionary<WorkloadComponent, long> NextDeployment { get; } = [];

    /// <summary>The pauses between such attempts.</summary>
    internal Backoff DeploymentBackoff { get; } = Backoff.Standard();

    /// <summary>How often each of its workloads had been restarted when that was last logged.</summary>
    internal Dictionary<WorkloadComponent, int> LoggedRestarts { get; } = [];

    /// <summary>When a recording that is desired and does not run is started next, by the clock's timestamp.</summary>
    internal long NextRecordingStart { get; set; }

    /// <summary>The pauses between such attempts.</summary>
    internal Backoff RecordingBackoff { get; } = Backoff.Standard();

    /// <summary>Until when a recorder that was stopped may report the end of its recording, by the clock's timestamp.</summary>
    internal long ReportsUntil { get; set; }

    /// <summary>Why the last attempt failed; <see langword="null"/> after a success.</summary>
    internal string? RecordingProblem { get; set; }

    /// <summary>Whether a user has just asked for the recording, and it was not tried since.</summary>
    internal bool IsRecordingStartRequested => Volatile.Read(ref _recordingAttempt);

    /// <summary>What the recorder last said; <see langword="null"/> before it was asked.</summary>
    internal RecorderStatus? Recorder { get; set; }

    /// <summary>What of its relay's motion is in the log.</summary>
    internal MotionReport? Motion { get; set; }

    /// <summary>The part of the camera's workload that clients see and no row holds, as it was last published.</summary>
    internal object? PublishedWorkload { get; set; }

    /// <summary>The result of the first pass that begins after this call.</summary>
    internal Task<PassResult> NextPass()
    {
        lock (_lock)
        {
            return _isGone ? Task.FromResult(PassResult.Gone) : _nextPass.Task;
        }
    }

    /// <summary>Begins a pass.</summary>
    /// <returns>To be completed with its result.</returns>
    internal TaskCompletionSource<PassResult> BeginPass()
    {
        lock (_lock)
        {
            (var current, _nextPass) = (_nextPass, NewPass());
            return current;
        }
    }

    /// <summary>The camera is deleted: later waits end at once.</summary>
    internal void Remove()
    {
        lock (_lock)
        {
            _isGone = true;
            _nextPass.TrySetResult(PassResult.Gone);
        }
    }

    /// <summary>Has the next pass restart the camera's workloads.</summary>
    internal void RequestRestart() => Volatile.Write(ref _restart, true);

    /// <summary>Has the next pass try to start the recording at once, whatever pause it is in.</summary>
    internal void RequestRecordingStart() => Volatile.Write(ref _recordingAttempt, true);

    /// <summary>Whether a restart was requested since the last call.</summary>
    internal bool TakeRestart() => Interlocked.Exchange(ref _restart, false);

    /// <inheritdoc cref="IsRecordingStartRequested"/>
    internal bool TakeRecordingStart() => Interlocked.Exchange(ref _recordingAttempt, false);

    private static TaskCompletionSource<PassResult> NewPass() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
