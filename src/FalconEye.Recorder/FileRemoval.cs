using FalconEye.Contracts;
using FalconEye.ServiceDefaults;

namespace FalconEye.Recorder;

/// <summary>
/// <c>--delete CAMERA_ID/FILE_NAME</c>: removes one recording's file and nothing else. In a cluster a pod on the file's node runs this,
/// since the server has no access to the disks of nodes.
/// </summary>
internal static class FileRemoval
{
    /// <summary>The exit code for a path that names no recording.</summary>
    internal const int RefusedExitCode = 65;

    /// <returns>0 when the file is gone, also when it was gone before.</returns>
    internal static async Task<int> RunAsync(IConfiguration configuration, string file)
    {
        var settings = new SettingsReader(configuration);
        var root = settings.Required(EnvironmentVariables.RecordingsPath, "the folder of all recordings");
        settings.ThrowIfInvalid();
        if (file.Split('/') is not [var camera, var name]
            || !Guid.TryParse(camera, out _)
            || name.StartsWith('.')
            || !name.EndsWith(".mp4", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync($"\"{file}\" is no recording: it must be CAMERA_ID/FILE_NAME.mp4.");
            return RefusedExitCode;
        }

        var path = Path.Combine(root, camera, name);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return 0;
    }
}
