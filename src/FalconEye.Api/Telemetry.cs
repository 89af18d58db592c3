using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FalconEye.Api;

/// <summary>The server's own metrics and traces, beside what every program has.</summary>
internal static class Telemetry
{
    private const string CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// Adds requests to <c>/metrics</c>, and sends metrics and traces to a collector when the standard variable names one.
    /// </summary>
    internal static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation())
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource("Npgsql"));
        if (builder.Configuration[CollectorVariable] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }

        return builder;
    }
}
