using FalconEye.Api.Recordings.Caches;

namespace FalconEye.Api.Recordings.Conversion;

/// <summary>What conversions of recordings need.</summary>
internal static class ConversionServices
{
    internal static IServiceCollection AddConversions(this IServiceCollection services)
    {
        services.AddRecordingCache<ConversionCache>();
        services.AddSingleton<ConversionPlaces>();
        services.AddScoped<ConversionService>();
        return services;
    }
}
