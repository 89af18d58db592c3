using FalconEye.Api.Problems;
using FalconEye.Api.Reconciliation;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras;

/// <summary>
/// What users do with the cameras there are: start, stop, restart, delete. Each stores the desired state, wakes the reconciler, and waits a
/// moment so that the answer shows the outcome where it comes quickly.
/// </summary>
internal sealed class CameraService(FalconEyeContext database, CameraReconciler reconciler, TimeProvider time)
{
    /// <summary>Longer than programs take to start, and than most take to end.</summary>
    internal static readonly TimeSpan OutcomeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Requests that a camera runs.</summary>
    internal Task<Result<Camera>> StartAsync(Guid id, CancellationToken cancellationToken) =>
        RequestAsync(id, camera => camera.RequestStart(Now), reconciler.Wake, cancellationToken);

    /// <summary>Requests that a camera neither runs nor records.</summary>
    internal Task<Result<Camera>> StopAsync(Guid id, CancellationToken cancellationToken) =>
        RequestAsync(id, camera => camera.RequestStop(Now), reconciler.Wake, cancellationToken, untilSettled: true);

    /// <summary>Requests that a camera's programs are restarted.</summary>
    internal Task<Result<Camera>> RestartAsync(Guid id, CancellationToken cancellationToken) =>
        RequestAsync(id, camera => camera.RequestRestart(Now), reconciler.WakeToRestart, cancellationToken);

    /// <summary>Requests that a camera is removed. Does not wait for it.</summary>
    internal async Task<Result<Camera>> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(id);
        }

        if (camera.Status == CameraStatus.Deleting)
        {
            return Refusal.NotPossible($"{camera.Name} is being deleted already.");
        }

        await database.ChangeAsync(camera, changed => changed.RequestDeletion(Now), cancellationToken);
        reconciler.Wake(id);
        return camera;
    }

    /// <summary>Requests that all cameras that should run are restarted; the reconciler restarts a few at a time.</summary>
    internal async Task<IReadOnlyList<Camera>> RestartAllAsync(CancellationToken cancellationToken)
    {
        var cameras = await database.Cameras
            .Where(camera => camera.DesiredRunning && camera.Status != CameraStatus.Deleting)
            .ToListAsync(cancellationToken);
        foreach (var camera in cameras)
        {
            await database.ChangeAsync(camera, changed => changed.RequestRestart(Now), cancellationToken);
            reconciler.WakeToRestart(camera.Id);
        }

        return cameras;
    }

    /// <summary>Requests that all cameras are removed.</summary>
    internal async Task<IReadOnlyList<Camera>> DeleteAllAsync(CancellationToken cancellationToken)
    {
        var cameras = await database.Cameras.Where(camera => camera.Status != CameraStatus.Deleting).ToListAsync(cancellationToken);
        foreach (var camera in cameras)
        {
            await database.ChangeAsync(camera, changed => changed.RequestDeletion(Now), cancellationToken);
            reconciler.Wake(camera.Id);
        }

        return cameras;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<Result<Camera>> RequestAsync(
        Guid id, Action<Camera> request, Action<Guid> wake, CancellationToken cancellationToken, bool untilSettled = false)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(id);
        }

        if (camera.Status == CameraStatus.Deleting)
        {
            return Refusal.Conflict($"{camera.Name} is being deleted.");
        }

        await database.ChangeAsync(camera, request, cancellationToken);
        wake(id);
        await reconciler.ReconcileAsync(id, OutcomeTimeout, cancellationToken, untilSettled);
        return camera;
    }
}
