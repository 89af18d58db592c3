using System.Net.Http.Headers;
using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Media.Ffmpeg;
using FalconEye.Recorder.Finishing;
using FalconEye.Recorder.Recording;
using FalconEye.Recorder.Reports;
using FalconEye.ServiceDefaults;

namespace FalconEye.Recorder;

/// <summary>What a recorder is made of.</summary>
internal static class RecorderRegistration
{
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
        services.AddSingleton<FilmFinisher>();
        services.AddSingleton<SourceProbe>();
        services.AddSingleton(provider => new SourceResolver(settings.Source, wanted: null, provider.GetRequiredService<TimeProvider>()));
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
        var pieces = new PieceRecorder(
            settings,
            services.GetRequiredService<RecordingJournal>(),
            services.GetRequiredService<ReportOutbox>(),
            services.GetRequiredService<RecordingFinisher>(),
            metrics,
            time);
        return new ContinuousRecording(
            settings,
            services.GetRequiredService<SourceProbe>(),
            resolver,
            pieces,
            () => new RecordingAttempt(resolver, pieces, services.GetRequiredService<DiskSpace>(), lifetime, time),
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
