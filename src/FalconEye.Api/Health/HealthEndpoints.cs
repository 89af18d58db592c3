using System.Reflection;

namespace FalconEye.Api.Health;

/// <summary>Health for users and old clients; probes use <c>/healthz</c>.</summary>
internal static class HealthEndpoints
{
    private static readonly string Version =
        typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    internal static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health", (TimeProvider time) => TypedResults.Ok(new HealthResponse("ok", time.GetUtcNow())))
            .WithTags("Health")
            .AllowAnonymous()
            .DisableRateLimiting();
        return app;
    }

    internal static ServiceDescription Describe(ServerOptions options) => new(
        options.AppName,
        Version,
        ["/api/cameras", "/api/recordings", "/api/nodes", "/api/settings", "/api/events", "/health", "/docs", "/openapi/v1.json"]);
}
