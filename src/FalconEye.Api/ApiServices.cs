using System.Text.Json;
using FalconEye.Api.Cameras;
using FalconEye.Api.Cameras.Live;
using FalconEye.Api.Events;
using FalconEye.Api.Health;
using FalconEye.Api.Reconciliation;
using FalconEye.Api.Recordings;
using FalconEye.Api.Settings;
using FalconEye.Data;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Local;
using FalconEye.ServiceDefaults;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FalconEye.Api;

/// <summary>What the server is made of.</summary>
internal static class ApiServices
{
    internal static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder, ServerOptions options)
    {
        Directory.CreateDirectory(options.DataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(options.RecordingsPath);
        if (options.PostgresConnection is { } connection)
        {
            builder.Services.AddPostgresDatabase(connection);
        }
        else
        {
            builder.Services.AddSqliteDatabase(Path.Combine(options.DataDirectory, "falcon-eye.db"));
        }

        builder.Services.AddSingleton<ISettingsStore, FileSettingsStore>();
        builder.Services.AddSingleton<SettingsService>();
        builder.Services.AddHttpClient<AnthropicKeyCheck>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
        return builder;
    }

    internal static WebApplicationBuilder AddOrchestration(this WebApplicationBuilder builder, ServerOptions options)
    {
        if (options.Kubernetes is not null)
        {
            throw new InvalidConfigurationException(["ORCHESTRATOR is \"kubernetes\"; this build runs cameras on one machine only: it must be local."]);
        }

        builder.Services.AddSingleton(new LocalOrchestratorOptions(
            options.RelayPath, options.RecorderPath, options.MotionPath, Path.Combine(options.DataDirectory, "run")));
        builder.Services.AddSingleton<LocalOrchestrator>();
        builder.Services.AddSingleton<IWorkloadOrchestrator>(services => services.GetRequiredService<LocalOrchestrator>());
        builder.Services.AddHostedService(services => services.GetRequiredService<LocalOrchestrator>());
        return builder;
    }

    internal static WebApplicationBuilder AddFeatures(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpClient<CameraHealthReader>();
        services.AddHttpClient<RecorderClient>(client => client.Timeout = Timeout.InfiniteTimeSpan);
        services.AddHttpClient(CameraStreams.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan);
        services.AddSingleton<CameraStreams>();
        services.AddSingleton<CameraMapper>();
        services.AddSingleton<SourceProber>();
        services.AddSingleton<WorkloadSpecs>();
        services.AddSingleton<RecordingFiles>();
        services.AddScoped<RecordingControl>();
        services.AddScoped<OrphanedRecordings>();
        services.AddScoped<CameraReconciliation>();
        services.AddSingleton<CameraReconciler>();
        services.AddHostedService(provider => provider.GetRequiredService<CameraReconciler>());
        services.AddSingleton<EventStream>();
        services.AddSingleton<IInterceptor, ChangePublisher>();
        services.AddSingleton<IInterceptor, EventLogger>();
        services.AddHostedService<EventHeartbeat>();
        services.AddHostedService<EventRetention>();
        services.AddValidation();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        return builder;
    }
}
