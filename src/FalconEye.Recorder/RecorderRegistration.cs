using System.Net.Http.Headers;
using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Media.Copy;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.Recorder.Finishing;
using FalconEye.Recorder.Recording;
using FalconEye.Recorder.Recording.Events;
using FalconEye.Recorder.Reports;
using FalconEye.ServiceDefaults;

namespace FalconEye.Recorder;

/// <summary>What a recorder is made of.</summary>
internal static class RecorderRegistration
{
    /// <summary>
    /// The program is woken a few times a second rather than for each packet, which halves what a recording costs; beyond 16 Mbit/s that is
    /// often enough anyway.
    /// </summary>
    private const int ReceiveLowWaterMark = 256 * 1024;

    private static readonly TimeSpan ApiTimeout = TimeSpan.FromSeconds(10);

    internal static void AddRecorder(this WebApplicationBuilder builder, RecorderSettings settings)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
        });
        services.AddSingleton(settings);
        services.AddSingleton<RecorderMetrics>();
        services.AddSingleton(OpenJournal(settings));
        services.AddSingleton<DiskSpace>();
        services.AddSingleton<Mp4Remuxer>();
        services.AddSingleton(provider => new SourceResolver(settings.Source, wanted: null, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new IngestChoice(settings.Ingest));
        services.AddSingleton<CopyHub>();
        services.AddSingleton<EventPlan>();
        services.AddSingleton(provider => new IngestFactory(
            provider.GetRequiredService<SourceResolver>(),
            provider.GetRequiredService<IngestChoice>(),
            new IngestOptions
            {
                DumpPath = settings.IngestDump,
                ReceiveLowWaterMark = ReceiveLowWaterMark,
                IsWatched = () => provider.GetRequiredService<CopyHub>().HasReaders,
            },
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ReportOutbox>();
        services.AddSingleton(new RecordingsApi(ClientOf(settings)));
        services.AddSingleton<RecordingFinisher>();
        services.AddSingleton<CameraRecorder>();
        services.AddSingleton<Func<ContinuousRecording>>(NewRecording);

        // They stop in the opposite order: the recording, then its finishing, then the reports of both.
        services.AddHostedService<ReportSender>();
        services.AddHostedService(provider => provider.GetRequiredService<RecordingFinisher>());
        services.AddHostedService(provider => provider.GetRequiredService<CameraRecorder>());
    }

    private static HttpClient ClientOf(RecorderSettings settings)
    {
        var client = new HttpClient { BaseAddress = settings.ApiUrl, Timeout = ApiTimeout };
        client.DefaultRequestHeaders.Authorization = settings.ApiToken is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        return client;
    }

    private static Func<ContinuousRecording> NewRecording(IServiceProvider services) => () =>
    {
        var settings = services.GetRequiredService<RecorderSettings>();
        var metrics = services.GetRequiredService<RecorderMetrics>();
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        var time = services.GetRequiredService<TimeProvider>();
        var resolver = services.GetRequiredService<SourceResolver>();
        var writer = new SegmentWriter(
            services.GetRequiredService<RecordingJournal>(),
            services.GetRequiredService<ReportOutbox>(),
            services.GetRequiredService<RecordingFinisher>(),
            metrics);
        return new ContinuousRecording(
            settings,
            resolver,
            services.GetRequiredService<IngestChoice>(),
            services.GetRequiredService<CopyHub>(),
            writer,
            () => new RecordingAttempt(
                settings,
                services.GetRequiredService<IngestFactory>(),
                services.GetRequiredService<IngestChoice>(),
                services.GetRequiredService<CopyHub>(),
                writer,
                services.GetRequiredService<EventPlan>(),
                services.GetRequiredService<DiskSpace>(),
                metrics,
                time,
                services.GetRequiredService<ILogger<RecordingAttempt>>()),
            metrics,
            lifetime,
            time,
            services.GetRequiredService<ILogger<ContinuousRecording>>());
    };

    private static RecordingJournal OpenJournal(RecorderSettings settings)
    {
        try
        {
            return new RecordingJournal(settings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException(
                [$"{EnvironmentVariables.RecordingsPath} is \"{settings.RecordingsPath}\"; it must be a folder that can be written to: {e.Message}"]);
        }
    }
}
