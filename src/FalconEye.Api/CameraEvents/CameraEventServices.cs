namespace FalconEye.Api.CameraEvents;

/// <summary>Registers what takes the events of cameras.</summary>
internal static class CameraEventServices
{
    internal static void AddCameraEvents(this IServiceCollection services)
    {
        services.AddScoped<CameraEventLog>();
        services.AddHostedService<CameraEventWatch>();
    }
}
