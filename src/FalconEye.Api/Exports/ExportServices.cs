using FalconEye.Api.Exports.Reencoding;

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
        services.AddScoped<ExportGaps>();
        services.AddScoped<ExportPlanner>();
        services.AddScoped<EncodingTools>();
        services.AddScoped<ExportEncoder>();
        services.AddScoped<EncodingCheck>();
        services.AddScoped<ExportService>();
        return services;
    }
}
