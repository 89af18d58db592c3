using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras;

/// <summary>Finds the camera that has a source already.</summary>
internal static class DuplicateCamera
{
    /// <returns>A conflict that names the camera, as far as the caller may know it, or <see langword="null"/> when the source is free.</returns>
    internal static async Task<Refusal?> FindAsync(
        FalconEyeContext database, IReadOnlyList<string> identities, Guid? except, Caller caller, CancellationToken cancellationToken)
    {
        var other = await database.Cameras.AsNoTracking()
            .Where(camera => identities.Contains(camera.SourceIdentity) && camera.Id != except)
            .Select(camera => new { camera.Id, camera.Name, camera.Status })
            .FirstOrDefaultAsync(cancellationToken);
        return other switch
        {
            null => null,
            _ when !caller.MayUse(other.Id) => Refusal.Conflict("Another camera, which is not one of yours, has this source already."),
            { Status: CameraStatus.Deleting } => Refusal.Conflict(
                $"This source still belongs to \"{other.Name}\" ({other.Id}), which is being deleted. Try again in a moment."),
            _ => Refusal.Conflict($"The camera \"{other.Name}\" ({other.Id}) has this source already."),
        };
    }
}
