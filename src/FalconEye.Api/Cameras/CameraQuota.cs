using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras;

/// <summary>Who may add another camera: each one is a program that runs for good, a pod in a cluster.</summary>
internal static class CameraQuota
{
    /// <summary>The most cameras; the largest installation that was measured has a thousand.</summary>
    internal const int MaxCameras = 2000;

    /// <summary>The most cameras that one user who is no administrator has added.</summary>
    internal const int MaxPerOperator = 500;

    /// <returns>Why the caller may not add a camera, or <see langword="null"/>.</returns>
    internal static async Task<Refusal?> FindRefusalAsync(FalconEyeContext database, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Cameras is not null)
        {
            return Refusal.Forbidden("You may use only some cameras, so you cannot add one. Ask an administrator to add it.");
        }

        if (await database.Cameras.CountAsync(cancellationToken) >= MaxCameras)
        {
            return Refusal.Conflict($"There are {MaxCameras} cameras, which is the most. Delete those that are not used any more.");
        }

        return !caller.IsAdministrator
            && caller.UserId is { } user
            && await database.Cameras.CountAsync(camera => camera.CreatedById == user, cancellationToken) >= MaxPerOperator
                ? Refusal.Conflict($"You have added {MaxPerOperator} cameras, which is the most for an operator. An administrator can add more.")
                : null;
    }
}
