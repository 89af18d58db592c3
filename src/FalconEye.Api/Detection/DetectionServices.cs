namespace FalconEye.Api.Detection;

/// <summary>What recognises objects.</summary>
internal static class DetectionServices
{
    internal static IServiceCollection AddObjectDetection(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options.Detector);
        services.AddSingleton<DetectorProcess>();
        services.AddScoped<ObjectLog>();
        services.AddSingleton<ObjectDetection>();
        services.AddHostedService(provider => provider.GetRequiredService<ObjectDetection>());
        return services;
    }
}
