using FalconEye.Api.Recordings.Caches;

namespace FalconEye.Api.Recordings.Previews;

/// <summary>What previews need.</summary>
internal static class PreviewServices
{
    internal static IServiceCollection AddPreviews(this IServiceCollection services)
    {
        services.AddRecordingCache<PreviewCache>();
        services.AddSingleton<PreviewDecoder>();
        services.AddScoped<PreviewService>();
        return services;
    }
}
