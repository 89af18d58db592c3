using FalconEye.Api.Auth.Links;
using FalconEye.Api.Cameras;
using FalconEye.Data.Recordings;

namespace FalconEye.Api.Recordings;

/// <summary>
/// Takes single pictures out of recordings. A recording that lies on another machine, or is read by one, goes through this server's own
/// download, of which FFmpeg fetches the parts that it needs.
/// </summary>
internal sealed class FrameExtractor(
    RecordingFiles files, NodeFiles nodeFiles, StreamLinks links, ServerOptions options, ISourceTrials trials, TimeProvider time)
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(1);

    /// <summary>The picture at a time, at most 1280 pixels wide, as JPEG.</summary>
    /// <returns><see langword="null"/> when the file is not available, or has no picture at that time.</returns>
    internal async Task<byte[]?> GrabAsync(Recording recording, TimeSpan at, CancellationToken cancellationToken)
    {
        try
        {
            return SourceOf(recording) is { } source ? await trials.GrabAsync(source, at, cancellationToken) : null;
        }
        catch (SourceTrialException)
        {
            return null;
        }
    }

    private string? SourceOf(Recording recording) => (files.Find(recording), trials.ReadsFiles) switch
    {
        ({ } path, true) => path,
        ({ }, false) => AddressOf(recording, options.ApiUrl),
        _ => nodeFiles.Has(recording) ? AddressOf(recording, trials.ReadsFiles ? options.OwnAddress : options.ApiUrl) : null,
    };

    private string AddressOf(Recording recording, string server)
    {
        var path = $"/api/recordings/{Uri.EscapeDataString(recording.Id)}/download";
        var token = links.Sign(path, time.GetUtcNow() + LinkLifetime, LinkCreator.Server, stamp: null);
        return $"{server.TrimEnd('/')}{path}?{StreamLinks.Parameter}={token}";
    }
}
