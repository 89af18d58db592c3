namespace FalconEye.Api.Recordings.Caches;

/// <summary>What caches of recordings need.</summary>
internal static class RecordingCacheServices
{
    internal static IServiceCollection AddRecordingCaches(this IServiceCollection services) =>
        services.AddSingleton<RecordingCaches>().AddHostedService<RecordingCacheSweep>();

    internal static IServiceCollection AddRecordingCache<TCache>(this IServiceCollection services)
        where TCache : RecordingCache => services.AddSingleton<TCache>().AddSingleton<RecordingCache>(provider => provider.GetRequiredService<TCache>());
}
