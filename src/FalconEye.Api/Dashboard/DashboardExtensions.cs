using FalconEye.Api.Health;
using Microsoft.Extensions.FileProviders;

namespace FalconEye.Api.Dashboard;

/// <summary>Serves the built dashboard in local mode; in a cluster nginx does.</summary>
internal static class DashboardExtensions
{
    private const string Page = "index.html";

    /// <summary>ASP.NET's own pattern for a fallback leaves out addresses with a dot, which could be files; these cannot.</summary>
    private const string CameraPages = "/cameras/{*rest}";

    /// <summary>
    /// Serves the files, and the page itself for every address of its own that a browser asks for. Hashed assets are kept for a year, the
    /// page never, so that an update is seen at once.
    /// </summary>
    internal static WebApplication UseDashboard(this WebApplication app, ServerOptions options)
    {
        var folder = options.DashboardPath is { } path && File.Exists(Path.Combine(path, Page)) ? Path.GetFullPath(path) : null;
        if (folder is not null)
        {
            // Scripts are a third of their size then. Nothing else is compressed: pictures and films are already, and events must not wait.
            app.UseWhen(IsAsset, assets => assets.UseResponseCompression());
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(folder),
                OnPrepareResponse = context => context.Context.Response.Headers.CacheControl =
                    IsAsset(context.Context) ? "public, max-age=31536000, immutable" : "no-cache",
            });
        }

        app.MapGet("/", (HttpContext context) => folder is not null && WantsPage(context) ? SendPage(folder) : Results.Ok(HealthEndpoints.Describe(options)))
            .ExcludeFromDescription();
        if (folder is not null)
        {
            var page = (HttpContext context) =>
                WantsPage(context) && !context.Request.Path.StartsWithSegments("/api") ? SendPage(folder) : Results.NotFound();
            app.MapFallback(page);
            app.MapFallback(CameraPages, page);
        }

        return app;
    }

    private static bool IsAsset(HttpContext context) => context.Request.Path.StartsWithSegments("/assets");

    private static bool WantsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static NoCacheFile SendPage(string folder) => new NoCacheFile(Path.Combine(folder, Page));

    private sealed class NoCacheFile(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-cache";
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            return httpContext.Response.SendFileAsync(path);
        }
    }
}
