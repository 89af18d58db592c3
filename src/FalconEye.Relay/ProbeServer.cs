using System.Globalization;
using System.Threading.RateLimiting;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.Processes.Sandbox;
using FalconEye.ServiceDefaults;
using Microsoft.AspNetCore.Http.Features;

namespace FalconEye.Relay;

/// <summary>
/// The relay's program as a server of probes: tries sources, takes frames out of recordings and converts them, for an API that runs no FFmpeg of its own
/// because it holds the secrets of the whole system.
/// </summary>
internal static partial class ProbeServer
{
    /// <summary>Each costs two decoders, one after the other.</summary>
    private const int AtATime = 4;

    private const int MaxWaiting = 64;
    private const int MaxRequestBytes = 16 * 1024;
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Whether the environment asks for this mode.</summary>
    internal static bool IsWanted(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var isWanted = reader.Flag(EnvironmentVariables.ProbeServer, false);
        reader.ThrowIfInvalid();
        return isWanted;
    }

    /// <summary>Serves until the program is stopped.</summary>
    internal static async Task<int> RunAsync(WebApplicationBuilder builder)
    {
        var reader = new SettingsReader(builder.Configuration);
        var host = reader.Text(EnvironmentVariables.Host, "0.0.0.0");
        var port = reader.Number(EnvironmentVariables.Port, 8082, 0, 65535);
        var token = reader.Required(EnvironmentVariables.ApiToken, "what the API shows to this server");
        OwnServices.AddAll(reader.Optional(EnvironmentVariables.OwnPorts));
        OwnServices.Add(port);
        reader.ThrowIfInvalid();
        builder.AddServiceDefaults("falcon-eye-prober").ListenOn(host, port);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBytes);
        var mode = IngestModes.Parse(builder.Configuration[EnvironmentVariables.Ingest] ?? "") ?? IngestMode.Auto;
        builder.Services.AddSingleton(services => new SourceProbe(mode, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<RecordedFrames>();
        builder.Services.AddSingleton<SegmentConverter>();
        builder.Services.AddSingleton(new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = AtATime, QueueLimit = MaxWaiting }));
        await using var app = builder.Build();
        app.UseTokenGuard(token);
        app.MapServiceDefaults();
        app.MapPost("/probe", ProbeAsync);
        app.MapPost("/frame", GrabAsync);
        app.MapPost("/keyframe", ShrinkAsync);
        app.MapPost("/segment", ConvertAsync);
        app.MapPost("/pictures", EncodeAsync);
        app.LogProtections();
        await app.RunAsync();
        return 0;
    }

    private static async Task<IResult> ProbeAsync(HttpContext context, SourceProbe probe, ConcurrencyLimiter places, TimeProvider time)
    {
        var cancellationToken = context.RequestAborted;
        if (await context.Request.ReadFromJsonAsync(WireJson.Default.ProbeRequest, cancellationToken) is not { } request
            || !SourceAddress.TryParse(request.SourceUrl, out var address, out _))
        {
            return TypedResults.BadRequest();
        }

        using var place = await places.AcquireAsync(cancellationToken: cancellationToken);
        return place.IsAcquired
            ? TypedResults.Json(
                await probe.TryAsync(new SourceResolver(address, wanted: null, time), ProbeLimit, cancellationToken), WireJson.Default.ProbeResult)
            : TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> GrabAsync(HttpContext context, RecordedFrames frames, ConcurrencyLimiter places)
    {
        var cancellationToken = context.RequestAborted;
        if (await context.Request.ReadFromJsonAsync(WireJson.Default.FrameRequest, cancellationToken) is not { } request
            || !request.Url.StartsWith("http", StringComparison.Ordinal)
            || !double.IsFinite(request.AtSeconds))
        {
            return TypedResults.BadRequest();
        }

        using var place = await places.AcquireAsync(cancellationToken: cancellationToken);
        if (!place.IsAcquired)
        {
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        return await frames.GrabAsync(request.Url, TimeSpan.FromSeconds(Math.Clamp(request.AtSeconds, 0, MaxSeconds)), cancellationToken) is { } jpeg
            ? TypedResults.Bytes(jpeg, "image/jpeg")
            : TypedResults.NotFound();
    }

    private static Task<IResult> ShrinkAsync(HttpContext context, RecordedFrames frames, ConcurrencyLimiter places) => TakeVideoAsync(
        context,
        KeyframeVideo.MaxBytes,
        places,
        async length =>
        {
            var video = new byte[length];
            await context.Request.Body.ReadExactlyAsync(video, context.RequestAborted);
            return await frames.ShrinkAsync(video, context.RequestAborted) is { } jpeg ? TypedResults.Bytes(jpeg, "image/jpeg") : TypedResults.UnprocessableEntity();
        });

    private static Task<IResult> ConvertAsync(HttpContext context, SegmentConverter converter, ConcurrencyLimiter places) => AnswerVideoAsync(
        context, places, converted => converter.ConvertAsync(context.Request.Body, context.Request.Query["sound"] == "true", converted, context.RequestAborted));

    private static async Task<IResult> EncodeAsync(HttpContext context, SegmentConverter converter, ConcurrencyLimiter places)
    {
        if (!double.TryParse(context.Request.Query["skip"], NumberStyles.Float, CultureInfo.InvariantCulture, out var skip) || skip is not (>= 0 and <= MaxSeconds))
        {
            return TypedResults.BadRequest();
        }

        BatchEncoding encoding = new(context.Request.Query["captions"] == "true", skip);
        return await AnswerVideoAsync(context, places, encoded => converter.EncodeAsync(context.Request.Body, encoding, encoded, context.RequestAborted));
    }

    private static Task<IResult> AnswerVideoAsync(HttpContext context, ConcurrencyLimiter places, Func<Stream, Task<bool>> make) => TakeVideoAsync(
        context,
        SegmentVideo.MaxBytes,
        places,
        async _ =>
        {
            // Whole in memory: a client reads no answer before it has sent its request.
            using var made = new MemoryStream();
            return await make(made) ? TypedResults.Bytes(made.ToArray(), SegmentVideo.MediaType) : TypedResults.UnprocessableEntity();
        });

    /// <summary>Takes a part of a recording, once it is its turn.</summary>
    private static async Task<IResult> TakeVideoAsync(HttpContext context, int maxBytes, ConcurrencyLimiter places, Func<long, Task<IResult>> take)
    {
        if (context.Request.ContentLength is not { } length || length <= 0 || length > maxBytes)
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        using var place = await places.AcquireAsync(cancellationToken: context.RequestAborted);
        if (!place.IsAcquired)
        {
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = length;
        return await take(length);
    }

    /// <summary>A year: no recording is longer.</summary>
    private const double MaxSeconds = 366 * 86400.0;

    /// <summary>Says at start what keeps FFmpeg from the rest of the machine.</summary>
    internal static void LogProtections(this WebApplication app)
    {
        var protections = Protections.Detect();
        LogActive(app.Logger, string.Join(", ", protections.Active));
        foreach (var missing in protections.Missing)
        {
            LogMissing(app.Logger, missing);
        }
    }

    [LoggerMessage(LogLevel.Information, "FFmpeg is kept apart by: {Protections}")]
    private static partial void LogActive(ILogger logger, string protections);

    [LoggerMessage(LogLevel.Warning, "FFmpeg is not kept from {Missing}")]
    private static partial void LogMissing(ILogger logger, string missing);
}
