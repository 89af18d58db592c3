using FalconEye.Contracts.Cameras;
using FalconEye.Media.Copy;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.Relay.Motion;
using FalconEye.Relay.Upstream;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;

namespace FalconEye.Relay.Streams;

/// <summary>What reads and serves one stream of the camera.</summary>
internal static class StreamServices
{
    /// <summary>Adds the parts of one stream.</summary>
    internal static IServiceCollection AddStream(this IServiceCollection services, RelaySettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<FramePool>();
        services.AddSingleton(provider => new FrameBroadcaster(provider.GetRequiredService<TimeProvider>()) { StallLimit = settings.ViewerStall });
        services.AddSingleton(provider => new VideoBroadcaster(provider.GetRequiredService<TimeProvider>()) { StallLimit = settings.ViewerStall });
        services.AddSingleton<CopyHub>();
        services.AddSingleton<Demand>();
        services.AddSingleton<VideoMuxer>();
        services.AddSingleton(new IngestChoice(settings.Ingest));
        services.AddSingleton<MotionWatch>();
        services.AddSingleton<RelayState>();
        services.AddSingleton(provider => new SourceResolver(settings.Source, WantedOf(settings), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RecorderCopies>();
        services.AddSingleton<UpstreamSupervisor>();
        services.AddSingleton<RelayedStream>();
        return services;
    }

    /// <summary>Of a camera that is asked for its streams: the best one where the small one is served besides.</summary>
    private static Resolution? WantedOf(RelaySettings settings) => settings.LiveSource is null ? new Resolution(settings.Width, settings.Height) : null;
}
