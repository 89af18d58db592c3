using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras;

/// <summary>Finds the camera that has a source already.</summary>
internal static class DuplicateCamera
{
    /// <returns>409 naming the camera, as far as the caller may know it, or <see langword="null"/> when the source is free.</returns>
    internal static async Task<ProblemHttpResult?> FindAsync(
        FalconEyeContext database, IReadOnlyList<string> identities, Guid? except, Caller caller, CancellationToken cancellationToken)
    {
        var other = await database.Cameras.AsNoTracking()
            .Where(camera => identities.Contains(camera.SourceIdentity) && camera.Id != except)
            .Select(camera => new { camera.Id, camera.Name, camera.Status })
            .FirstOrDefaultAsync(cancellationToken);
        return other switch
        {
            null => null,
            _ when !caller.MayUse(other.Id) => Problem.Conflict("Another camera, which is not one of yours, has this source already."),
            { Status: CameraStatus.Deleting } => Problem.Conflict(
                $"This source still belongs to \"{other.Name}\" ({other.Id}), which is being deleted. Try again in a moment."),
            _ => Problem.Conflict($"The camera \"{other.Name}\" ({other.Id}) has this source already."),
        };
    }
}
