using FalconEye.Api.Recordings.Caches;

namespace FalconEye.Api.Recordings.Conversion;

/// <summary>Segments that were converted, by where they begin in the fragmented form of their recording.</summary>
internal sealed class ConversionCache(ServerOptions options, TimeProvider time, ILogger<ConversionCache> logger)
    : RecordingCache("conversions", "mp4", options, time, logger);
