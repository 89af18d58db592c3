using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace FalconEye.ServiceDefaults;

/// <summary>What every program of FalconEye hosts alike: logging, metrics, health and the address it listens on.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>The name of the meters whose instruments appear at <c>/metrics</c>: each starts with this.</summary>
    public const string MeterPrefix = "FalconEye.";

    /// <summary>Adds single-line logging, metrics, health checks, the system clock and an end within 10 seconds.</summary>
    /// <exception cref="InvalidConfigurationException"><c>DEBUG</c> or <c>LOG_TIMESTAMPS</c> is neither true nor false.</exception>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string serviceName)
    {
        builder.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(9));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName))
            .WithMetrics(metrics => metrics
                .AddMeter(MeterPrefix + "*")
                .AddPrometheusExporter());
        return builder;
    }

    /// <summary>Keeps a program small of which there is one for each camera: collects what its start left behind.</summary>
    public static WebApplicationBuilder StaySmall(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<GarbageOfStart>();
        return builder;
    }

    /// <summary>
    /// Listens for HTTP/1.1 on <paramref name="host"/> (an address, <c>localhost</c>, or <c>*</c> for all) and <paramref name="port"/>, and on
    /// <paramref name="socket"/>, a Unix socket in a folder that only this user enters, if one is given.
    /// </summary>
    public static WebApplicationBuilder ListenOn(this WebApplicationBuilder builder, string host, int port, string? socket = null)
    {
        var name = host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
        var address = $"http://{name}:{port}";
        if (socket is not null)
        {
            // What a process that was killed left behind cannot be bound again.
            File.Delete(socket);
        }

        builder.WebHost.UseUrls(socket is null ? [address] : [address, $"http://unix:{socket}"]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>
    /// Maps <c>/healthz/live</c> (the process answers), <c>/healthz/ready</c> (its health checks pass), which are open to anyone and say no
    /// more than that, and <c>/metrics</c>.
    /// </summary>
    /// <returns>The metrics' route, for who may read them.</returns>
    public static IEndpointConventionBuilder MapServiceDefaults(this WebApplication app)
    {
        app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false, ResponseWriter = WriteStatus }).AllowAnonymous().DisableRateLimiting();
        app.MapHealthChecks("/healthz/ready", new() { ResponseWriter = WriteStatus }).AllowAnonymous().DisableRateLimiting();
        return app.MapPrometheusScrapingEndpoint();
    }

    private static void AddLogging(this WebApplicationBuilder builder)
    {
        var settings = new SettingsReader(builder.Configuration);
        var (isDebug, hasTimestamps) = (settings.Flag("DEBUG", false), settings.Flag("LOG_TIMESTAMPS", true));
        settings.ThrowIfInvalid();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = LineFormatter.FormatterName);
        builder.Services.AddSingleton<ConsoleFormatter>(new LineFormatter(hasTimestamps ? TimeProvider.System : null));
        builder.Logging.SetMinimumLevel(isDebug ? LogLevel.Debug : LogLevel.Information);
        foreach (var chatty in (string[])["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "System.Net.Http"])
        {
            builder.Logging.AddFilter(chatty, LogLevel.Warning);
        }
    }

    private static Task WriteStatus(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(report.Status == HealthStatus.Unhealthy ? "unavailable" : "ok");
    }
}
