using System.Security.Cryptography;
using System.Text;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Coverage;
using FalconEye.Api.Recordings.Playback;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4;
using FalconEye.Media.Mp4.Playback;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Previews;

/// <summary>Shows a moment of a camera's recordings as a small picture: the keyframe at or before it.</summary>
internal sealed class PreviewService(
    FalconEyeContext database, RecordingReader reader, PreviewDecoder decoder, PreviewCache cache, CoverageReader coverage, TimeProvider time)
{
    /// <summary>What the head of a keyframe's video may take beside the picture.</summary>
    private const int MostHead = 1024 * 1024;

    /// <summary>How far the last whole segment of a recording that grows may lie behind what is recorded.</summary>
    private static readonly TimeSpan GrowingLag = TimeSpan.FromSeconds(30);

    internal async Task<Result<PreviewPicture>> GetAsync(Guid cameraId, DateTime moment, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([cameraId], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(cameraId);
        }

        if (await FindAsync(cameraId, moment, cancellationToken) is not { } recording)
        {
            return await NothingAsync(camera, moment, cancellationToken);
        }

        if (!(await reader.OpenAsync(recording, cancellationToken)).TryGet(out var opened, out var refusal))
        {
            return refusal;
        }

        using (opened)
        {
            var (at, isGrowing) = (moment - recording.StartTime, recording.Status == RecordingStatus.Recording);
            var reach = opened.Index.Duration + (isGrowing ? GrowingLag : TimeSpan.Zero);
            return at < reach && Keyframe.Before(opened.Index, at) is { } keyframe
                ? await GetAsync(recording, opened.Source, keyframe, isGrowing, cancellationToken)
                : await NothingAsync(camera, moment, cancellationToken);
        }
    }

    private async Task<Result<PreviewPicture>> GetAsync(
        Recording recording, IByteSource source, Keyframe keyframe, bool isGrowing, CancellationToken cancellationToken)
    {
        PreviewPicture picture = new([], recording.StartTime + keyframe.Time, TagOf(recording, keyframe), isGrowing);
        if (cache.Find(recording.Id, KeyOf(keyframe)) is { } known)
        {
            return picture with { Jpeg = known };
        }

        if (keyframe.Length > KeyframeVideo.MaxBytes - MostHead)
        {
            return Refusal.CameraFailed("The picture of this moment is too large for a preview.");
        }

        try
        {
            var decoded = await decoder.DecodeAsync(() => keyframe.ReadAsync(source, cancellationToken), cancellationToken);
            if (!decoded.TryGet(out var jpeg, out var refusal))
            {
                return refusal;
            }

            await cache.KeepAsync(recording.Id, KeyOf(keyframe), jpeg, database, cancellationToken);
            return picture with { Jpeg = jpeg };
        }
        catch (Exception e) when (e is Mp4FormatException or IOException)
        {
            return Refusal.Unavailable($"The file of recording {recording.Id} cannot be read now.");
        }
    }

    /// <summary>The recording that has a moment; the one that began last, when two overlap.</summary>
    private Task<Recording?> FindAsync(Guid cameraId, DateTime moment, CancellationToken cancellationToken)
    {
        var earliest = moment - PlaybackService.MaxFile;
        return database.Recordings.AsNoTracking()
            .Where(recording => recording.CameraId == cameraId && recording.StartTime <= moment && recording.StartTime > earliest)
            .Where(recording => recording.EndTime == null || recording.EndTime > moment)
            .Where(recording => recording.Status != RecordingStatus.Failed)
            .OrderByDescending(recording => recording.StartTime)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<Refusal> NothingAsync(Camera camera, DateTime moment, CancellationToken cancellationToken)
    {
        if (moment > time.GetUtcNow().UtcDateTime)
        {
            return Refusal.NotFound("This moment is yet to come.");
        }

        var report = await coverage.ReadAsync(camera, moment, moment.AddSeconds(1), cancellationToken);
        var reason = report.Gaps.Concat(report.Quiet).Select(gap => gap.Reason).FirstOrDefault();
        return Refusal.NotFound($"Nothing was recorded at this moment. {reason}".TrimEnd());
    }

    private static long KeyOf(Keyframe keyframe) => (long)keyframe.Time.TotalMilliseconds;

    private static string TagOf(Recording recording, Keyframe keyframe) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{recording.Id} {keyframe.Time.Ticks}")))[..16];
}
