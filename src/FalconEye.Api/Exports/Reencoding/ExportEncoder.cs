using FalconEye.Data;

namespace FalconEye.Api.Exports.Reencoding;

/// <summary>Encodes the pictures of an export again: with burned-in time, or as a time-lapse.</summary>
internal sealed class ExportEncoder(EncodingTools tools)
{
    /// <summary>The cameras of an export; each is encoded while its files are read.</summary>
    /// <param name="job">An export with <see cref="ExportJob.Encoding"/>.</param>
    /// <param name="onProgress">Called with how far the camera is, from 0 to 1.</param>
    /// <param name="onCamera">Called when the next camera begins.</param>
    /// <exception cref="ExportException">Its time zone is not known any more.</exception>
    internal IAsyncEnumerable<IExportSource> EncodeAsync(ExportJob job, Action<double> onProgress, Action onCamera)
    {
        TimeZoneInfo? zone = null;
        return job.Encoding!.BurnsInTime && !WallClock.TryFindZone(job.Encoding.TimeZone, out zone, out var problem)
            ? throw new ExportException(problem)
            : job.Cameras.Select(camera =>
            {
                onCamera();
                return job.Encoding.IsTimeLapse
                    ? (IExportSource)new TimeLapseCamera(job, camera, zone, tools, onProgress)
                    : new BurnedCamera(job, camera, zone, tools, onProgress);
            }).ToAsyncEnumerable();
    }
}
