namespace FalconEye.Api.Exports;

/// <summary>What exports need.</summary>
internal static class ExportServices
{
    internal static IServiceCollection AddExports(this IServiceCollection services)
    {
        services.AddSingleton<ExportFolders>();
        services.AddSingleton<ExportSigner>();
        services.AddSingleton<ExportWriter>();
        services.AddSingleton<ExportCheck>();
        services.AddSingleton<ExportQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<ExportQueue>());
        services.AddScoped<ExportPlanner>();
        services.AddScoped<ExportService>();
        return services;
    }
}
