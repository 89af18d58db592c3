using System.Collections.Concurrent;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>What finished recordings take.</summary>
/// <param name="At">When it was summed up.</param>
/// <param name="ByCamera">By camera; those of deleted cameras under <see cref="Guid.Empty"/>.</param>
internal sealed record StoredBytes(DateTimeOffset At, ConcurrentDictionary<Guid, long> ByCamera)
{
    /// <summary>All together.</summary>
    internal long Total => ByCamera.Values.Sum();

    /// <summary>What a camera's take.</summary>
    internal long Of(Guid camera) => ByCamera.GetValueOrDefault(camera);

    /// <summary>Takes off a recording that is deleted.</summary>
    internal void Remove(RetentionRow row) => ByCamera.AddOrUpdate(row.CameraId ?? Guid.Empty, 0, (_, bytes) => bytes - (row.Bytes ?? 0));
}
