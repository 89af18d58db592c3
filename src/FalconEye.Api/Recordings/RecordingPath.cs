using FalconEye.Api.Auth;
using FalconEye.Data.Recordings;

namespace FalconEye.Api.Recordings;

/// <summary>
/// Where a recording's file is below the recordings folder. What was reported is a claim: it is exactly the camera's folder and the name of
/// an MP4 file that is not hidden, and anything else is no recording.
/// </summary>
/// <param name="Folder">The camera's folder: its id.</param>
/// <param name="FileName">The file.</param>
internal sealed record RecordingPath(string Folder, string FileName)
{
    private const string Extension = ".mp4";

    /// <summary>The path as a node's file server and cleaner take it.</summary>
    internal string Relative => $"{Folder}/{FileName}";

    /// <summary>Reads the path that was reported of a recording.</summary>
    /// <returns><see langword="null"/> when it is not one of a file of the recording's own camera.</returns>
    internal static RecordingPath? Of(Recording recording, string root)
    {
        var folder = CameraScope.CameraOf(recording)?.ToString();
        var reported = Path.GetFullPath(recording.FilePath);
        var fileName = Path.GetFileName(reported);
        return folder is not null
            && fileName.EndsWith(Extension, StringComparison.Ordinal)
            && !fileName.StartsWith('.')
            && !fileName.Any(char.IsControl)
            && reported == Path.Combine(root, folder, fileName)
                ? new(folder, fileName)
                : null;
    }
}
