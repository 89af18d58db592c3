using FalconEye.Api.Auth;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Tools;

/// <summary>Finds the camera that a user means: by id, or by name as users write it; of those that they may use.</summary>
internal sealed class CameraFinder(FalconEyeContext database, Caller caller)
{
    private const int MaxNames = 20;

    /// <exception cref="ToolException">There is none, or several have the name; the message lists what there is.</exception>
    internal async Task<Camera> FindAsync(string idOrName, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(idOrName, out var id))
        {
            return await database.Cameras.Of(caller).FirstOrDefaultAsync(camera => camera.Id == id, cancellationToken)
                ?? throw new ToolException($"There is no camera {id}.");
        }

        var cameras = await database.Cameras.Of(caller).OrderBy(camera => camera.Name).ToListAsync(cancellationToken);
        var found = cameras.FindAll(camera => string.Equals(camera.Name, idOrName.Trim(), StringComparison.OrdinalIgnoreCase));
        return found switch
        {
            [var only] => only,
            [] => throw new ToolException($"There is no camera of that name. {Names(cameras)}"),
            _ => throw new ToolException($"Several cameras have that name; give an id: {string.Join(", ", found.Select(camera => camera.Id))}."),
        };
    }

    /// <summary>The camera's name for a user who waits, or what the model called it when there is none.</summary>
    internal async Task<string> NameOfAsync(string idOrName, CancellationToken cancellationToken)
    {
        try
        {
            return (await FindAsync(idOrName, cancellationToken)).Name;
        }
        catch (ToolException)
        {
            return "a camera";
        }
    }

    private static string Names(List<Camera> cameras) => cameras.Count switch
    {
        0 => "There are no cameras yet.",
        > MaxNames => $"There are {cameras.Count} cameras; list_cameras lists them.",
        _ => $"There are: {string.Join(", ", cameras.Select(camera => $"\"{camera.Name}\""))}.",
    };
}
