using FalconEye.Api.Recordings.Caches;

namespace FalconEye.Api.Recordings.Previews;

/// <summary>Previews that were made, by their keyframes' milliseconds from the beginning of the recording.</summary>
internal sealed class PreviewCache(ServerOptions options, TimeProvider time, ILogger<PreviewCache> logger)
    : RecordingCache("previews", "jpg", options, time, logger);
