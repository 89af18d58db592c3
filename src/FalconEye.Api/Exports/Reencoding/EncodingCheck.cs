using FalconEye.Api.Cameras;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Mp4.Reencoding;

namespace FalconEye.Api.Exports.Reencoding;

/// <summary>Learns whether this server can encode pictures at all, by one small picture, before a job waits and fails.</summary>
internal sealed class EncodingCheck(ISourceTrials trials)
{
    private const string Needed = "Burned-in time and time-lapses need FFmpeg with libx264 where the server tries cameras";

    /// <returns>Why it cannot; <see langword="null"/> when it can.</returns>
    internal async Task<Refusal?> TryAsync(CancellationToken cancellationToken)
    {
        TrialRecording recording = new();
        var batch = await recording.ToBatchAsync(cancellationToken);
        using var encoded = new MemoryStream();
        try
        {
            await using var pictures = batch.Open(recording);
            return await trials.EncodeAsync(pictures, new BatchEncoding(batch.HasCaptions, 0), encoded, cancellationToken) && encoded.Length > 0
                ? null
                : Refusal.Unavailable($"{Needed}: it is missing or cannot encode. Install Debian's package ffmpeg, or export without them.");
        }
        catch (Exception e) when (e is SourceTrialException or IOException)
        {
            return Refusal.Unavailable($"{Needed}. {e.Message}");
        }
    }
}
