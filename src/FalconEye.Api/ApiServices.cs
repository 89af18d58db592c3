using System.Text.Json;
using FalconEye.Api.Alerts;
using FalconEye.Api.Auth.Workloads;
using FalconEye.Api.CameraEvents;
using FalconEye.Api.Cameras;
using FalconEye.Api.Cameras.Diagnosis;
using FalconEye.Api.Cameras.Live;
using FalconEye.Api.Cameras.Live.Hls;
using FalconEye.Api.Cameras.Live.Rtsp;
using FalconEye.Api.Cameras.Ptz;
using FalconEye.Api.Cleanup;
using FalconEye.Api.Detection;
using FalconEye.Api.Events;
using FalconEye.Api.Events.Conditions;
using FalconEye.Api.Exports;
using FalconEye.Api.Health;
using FalconEye.Api.HomeAssistant;
using FalconEye.Api.Motion;
using FalconEye.Api.Reconciliation;
using FalconEye.Api.Recordings;
using FalconEye.Api.Recordings.Coverage;
using FalconEye.Api.Recordings.Deletion;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Api.Recordings.Playback;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Api.Recordings.Storage;
using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Postgres;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.Orchestration.Local;
using FalconEye.Processes.Sandbox;
using FalconEye.ServiceDefaults;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FalconEye.Api;

/// <summary>What the server is made of.</summary>
internal static class ApiServices
{
    internal static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder, ServerOptions options)
    {
        Directory.CreateDirectory(options.DataDirectory);
        if (options.Kubernetes is null)
        {
            Directory.CreateDirectory(options.RecordingsPath);
        }

        builder.Services.AddSingleton(new PrivateFiles(options));
        foreach (var port in options.Ports)
        {
            OwnServices.Add(port);
        }

        if (options.InternalListener is { } listener)
        {
            OwnServices.Add(listener.EndPoint.Port);
        }

        if (options.PostgresConnection is { } postgres)
        {
            OwnServices.Add(PostgresAddress.PortOf(postgres));
        }

        if (options.PostgresConnection is { } connection)
        {
            builder.Services.AddPostgresDatabase(connection);
            builder.Services.AddSingleton(new PostgresNotifications(connection));
        }
        else
        {
            builder.Services.AddSqliteDatabase(Path.Combine(options.DataDirectory, "falcon-eye.db"));
        }

        if (options.Kubernetes is null)
        {
            builder.Services.AddSingleton<ISettingsStore, FileSettingsStore>();
        }
        else
        {
            builder.Services.AddSingleton<ClusterSettings>();
            builder.Services.AddSingleton<ISettingsStore, KubernetesSettingsStore>();
        }

        builder.Services.AddSingleton<SettingsService>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database").AddCheck<OrchestratorHealthCheck>("orchestrator");
        return builder;
    }

    /// <summary>Brings the database to this version before anything uses it.</summary>
    /// <exception cref="InvalidConfigurationException">The database is one that this version cannot upgrade.</exception>
    internal static async Task UpgradeDatabaseAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.Services.MigrateDatabaseAsync(cancellationToken);
        }
        catch (UnsupportedDatabaseException e)
        {
            throw new InvalidConfigurationException([e.Message]);
        }
    }

    internal static WebApplicationBuilder AddOrchestration(this WebApplicationBuilder builder, ServerOptions options)
    {
        return options.Kubernetes is { } kubernetes ? builder.AddKubernetes(kubernetes) : builder.AddLocal(options);
    }

    private static WebApplicationBuilder AddLocal(this WebApplicationBuilder builder, ServerOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(new LocalOrchestratorOptions(
            options.RelayPath, options.RecorderPath, options.MotionPath, Path.Combine(options.DataDirectory, "run")));
        services.AddSingleton<LocalOrchestrator>();
        services.AddSingleton<IWorkloadOrchestrator>(provider => provider.GetRequiredService<LocalOrchestrator>());
        services.AddHostedService(provider => provider.GetRequiredService<LocalOrchestrator>());
        services.AddSingleton<ILeadership, LocalLeadership>();
        services.AddSingleton<IRecordingNodes, LocalRecordingNodes>();
        services.AddSingleton<CleanupSchedule>();
        services.AddSingleton<ICleanupSchedule>(provider => provider.GetRequiredService<CleanupSchedule>());
        services.AddHostedService(provider => provider.GetRequiredService<CleanupSchedule>());
        return builder;
    }

    private static WebApplicationBuilder AddKubernetes(this WebApplicationBuilder builder, KubernetesOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(provider => OpenCluster(provider, options));
        services.AddSingleton<KubernetesOrchestrator>();
        services.AddSingleton<IWorkloadOrchestrator>(provider => provider.GetRequiredService<KubernetesOrchestrator>());
        services.AddHostedService(provider => provider.GetRequiredService<KubernetesOrchestrator>());
        services.AddSingleton<KubernetesLeadership>();
        services.AddSingleton<ILeadership>(provider => provider.GetRequiredService<KubernetesLeadership>());
        services.AddHostedService(provider => provider.GetRequiredService<KubernetesLeadership>());
        services.AddSingleton<ICleanupSchedule, CronJobSchedule>();
        services.AddSingleton<IRecordingNodes, KubernetesRecordingNodes>();
        return builder;
    }

    /// <summary>Reports a missing or wrong cluster configuration as a wrong setting, in one line.</summary>
    private static Cluster OpenCluster(IServiceProvider services, KubernetesOptions options)
    {
        try
        {
            return new Cluster(options, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Cluster>>());
        }
        catch (OrchestrationException e)
        {
            throw new InvalidConfigurationException([e.Message]);
        }
    }

    /// <summary>What a cleanup needs, by any trigger.</summary>
    internal static WebApplicationBuilder AddCleanup(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Services.AddHttpClient<NodeFiles>(client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.Authorization = options.Kubernetes?.FileServerToken is { } token ? new("Bearer", token) : null;
        })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) });
        builder.Services.AddSingleton<RecordingFiles>();
        builder.Services.AddScoped<OrphanedRecordings>();
        builder.Services.AddScoped<SystemCleanup>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<IInterceptor, EventLogger>();
        return builder;
    }

    internal static WebApplicationBuilder AddFeatures(this WebApplicationBuilder builder, ServerOptions options)
    {
        var services = builder.Services;
        if (options.PostgresConnection is not null)
        {
            services.AddHostedService<ReplicaEvents>();
        }

        services.AddHttpClient<CameraHealthReader>().ForManyWorkloads();
        services.AddHttpClient<RecorderClient>(client => client.Timeout = Timeout.InfiniteTimeSpan).ForManyWorkloads();
        services.AddHttpClient(CameraStreams.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => LiveConnection.CreateHandler(provider.GetRequiredService<WorkloadConnections>()))
            .AddHttpMessageHandler<WorkloadAuthorization>();
        services.AddSingleton<LiveSources>();
        services.AddSingleton<CameraStreams>();
        services.AddSingleton<LiveNegotiation>();
        services.AddSingleton<RtspAccess>();
        services.AddSingleton<HlsStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<HlsStreams>());
        services.AddScoped<CameraSnapshots>();
        services.AddScoped<CameraInspector>();
        services.AddScoped<MotionReader>();
        services.AddSingleton<CameraIngests>();
        services.AddSingleton<CameraMapper>();
        services.AddSourceTrials(options);
        services.AddSingleton<SourceProber>();
        services.AddSingleton<WorkloadSpecs>();
        services.AddScoped<RecordingDisks>();
        services.AddRetention();
        services.AddScoped<FrameExtractor>();
        services.AddPlayback();
        services.AddExports();
        services.AddScoped<StorageForecast>();
        services.AddScoped<CoverageReader>();
        services.AddScoped<GapLogger>();
        services.AddScoped<RecordingService>();
        services.AddScoped<CameraService>();
        services.AddSingleton<PtzDevices>();
        services.AddScoped<PtzControl>();
        services.AddScoped<CameraRegistration>();
        services.AddScoped<WorkloadDeployment>();
        services.AddScoped<RecordingReconciliation>();
        services.AddSingleton<LatestDetections>();
        services.AddScoped<EventTrigger>();
        services.AddSingleton<EventSnapshot>();
        services.AddScoped<MotionLog>();
        services.AddObjectDetection(options);
        services.AddCameraEvents();
        services.AddScoped<CameraReconciliation>();
        services.AddSingleton<CameraReconciler>();
        services.AddHostedService(provider => provider.GetRequiredService<CameraReconciler>());
        services.AddSingleton<EventStream>();
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton<IInterceptor, ChangePublisher>();
        services.AddHostedService<EventHeartbeat>();
        services.AddAlerts(options);
        services.AddHomeAssistant(options);
        services.AddScoped<EventLog>();
        services.AddHostedService<EventRetention>();
        services.AddScoped<ConditionLog>();
        services.AddHostedService<ConditionWatch>();
        services.AddHostedService<ServerStartLogger>();
        services.AddScoped<SettingsChangeLog>();
        services.AddValidation();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        return builder;
    }

    /// <summary>What holds the limits of what is kept.</summary>
    internal static void AddRetention(this IServiceCollection services)
    {
        services.AddScoped<IRecordingDisks>(provider => provider.GetRequiredService<RecordingDisks>());
        services.AddScoped<IOldestRecordings, OldestRecordings>();
        services.AddScoped<RecordingDeletion>();
        services.AddScoped<InterruptedDeletions>();
        services.AddScoped<RetentionScenes>();
        services.AddScoped<RetentionRun>();
        services.AddScoped<EventCounts>();
        services.AddSingleton<RetentionMemory>();
        services.AddScoped<StorageReader>();
        services.AddScoped<RetentionPreview>();
        services.AddScoped<StoredFiles>();
        services.AddScoped<StorageRepair>();
        services.AddHostedService<RetentionLoop>();
    }

    /// <summary>Where FFmpeg runs for the server: never in its own process, and in a cluster not in its pod either.</summary>
    private static void AddSourceTrials(this IServiceCollection services, ServerOptions options)
    {
        // Relays and recorders of this machine are in the sandbox also when another server tries sources.
        if (options.ProbeUrl is null || options.Kubernetes is null)
        {
            SandboxLauncher.Use(options.RelayPath);
            services.AddSingleton(Protections.Detect());
            services.AddHostedService<ProtectionLogger>();
        }

        if (options.ProbeUrl is { } url)
        {
            services.AddHttpClient<ISourceTrials, RemoteTrials>(client =>
            {
                client.BaseAddress = url;
                client.Timeout = TimeSpan.FromSeconds(60);
                client.DefaultRequestHeaders.Authorization = new("Bearer", options.ProbeToken);
            });
            return;
        }

        services.AddSingleton<ISourceTrials, LocalTrials>();
    }

    /// <summary>
    /// For small questions that are asked of each workload again and again. Workloads are called by address, so no handler need be made
    /// again for a name that has changed: with a thousand cameras that would be a second thousand of connections every two minutes.
    /// </summary>
    private static IHttpClientBuilder ForManyWorkloads(this IHttpClientBuilder client) =>
        client
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                UseCookies = false,
                ConnectCallback = provider.GetRequiredService<WorkloadConnections>().ConnectAsync,
            })
            .AddHttpMessageHandler<WorkloadAuthorization>()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
}
