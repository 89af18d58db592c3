namespace FalconEye.Api.Recordings.Previews;

/// <summary>What previews need.</summary>
internal static class PreviewServices
{
    internal static IServiceCollection AddPreviews(this IServiceCollection services)
    {
        services.AddSingleton<PreviewCache>();
        services.AddSingleton<PreviewDecoder>();
        services.AddScoped<PreviewService>();
        services.AddHostedService<PreviewSweep>();
        return services;
    }
}
