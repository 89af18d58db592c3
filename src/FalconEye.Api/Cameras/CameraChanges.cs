using FalconEye.Data;
using FalconEye.Data.Cameras;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras;

/// <summary>
/// Stores what a person wants of a camera. The reconciler writes the status of the same row; the status is its concurrency token
/// (https://learn.microsoft.com/ef/core/saving/concurrency), so neither overwrites what the other has just written.
/// </summary>
internal static class CameraChanges
{
    private const int Attempts = 5;

    /// <summary>Applies a change to the camera as it is in the database now, and stores it.</summary>
    /// <param name="database">Tracks the camera.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="change">The change; applied again to the newer row when somebody else was quicker.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static async Task ChangeAsync(this FalconEyeContext database, Camera camera, Action<Camera> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            change(camera);
            try
            {
                await database.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                await database.Entry(camera).ReloadAsync(cancellationToken);
            }
        }
    }
}
