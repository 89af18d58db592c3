using FalconEye.Api.Recordings.Caches;
using FalconEye.Api.Recordings.Conversion;
using FalconEye.Api.Recordings.Previews;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>What playing recordings needs, with previews and conversions.</summary>
internal static class PlaybackServices
{
    internal static IServiceCollection AddPlayback(this IServiceCollection services)
    {
        services.AddSingleton<PlaybackIndexCache>();
        services.AddScoped<RecordingReader>();
        services.AddScoped<PlaybackService>();
        services.AddRecordingCaches();
        services.AddPreviews();
        services.AddConversions();
        return services;
    }
}
