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
    /// Serves the files, to anyone: they show the login page. Hashed assets are kept for a year, the page never, so that an update is seen
    /// at once.
    /// </summary>
    internal static WebApplication UseDashboardFiles(this WebApplication app, ServerOptions options)
    {
        if (FolderOf(options) is { } folder)
        {
            // Scripts are a third of their size then. Nothing else is compressed: pictures and recordings are already, and events must not wait.
            app.UseWhen(IsAsset, assets => assets.UseResponseCompression());
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(folder),
                OnPrepareResponse = context => context.Context.Response.Headers.CacheControl =
                    IsAsset(context.Context) ? "public, max-age=31536000, immutable" : "no-cache",
            });
        }

        return app;
    }

    /// <summary>
    /// Serves the page for every address of its own that a browser asks for; programs get to know the server once they are known.
    /// </summary>
    internal static WebApplication MapDashboard(this WebApplication app, ServerOptions options)
    {
        var folder = FolderOf(options);
        app.MapGet("/", (HttpContext context) => folder is not null && WantsPage(context)
                ? SendPage(folder)
                : ToKnown(context, Results.Ok(HealthEndpoints.Describe(options))))
            .ExcludeFromDescription()
            .AllowAnonymous();
        if (folder is not null)
        {
            var page = (HttpContext context) =>
                WantsPage(context) && !context.Request.Path.StartsWithSegments("/api") ? SendPage(folder) : ToKnown(context, Results.NotFound());
            app.MapFallback(page).AllowAnonymous();
            app.MapFallback(CameraPages, page).AllowAnonymous();
        }

        return app;
    }

    private static bool IsAsset(HttpContext context) => context.Request.Path.StartsWithSegments("/assets");

    private static string? FolderOf(ServerOptions options) =>
        options.DashboardPath is { } path && File.Exists(Path.Combine(path, Page)) ? Path.GetFullPath(path) : null;

    private static IResult ToKnown(HttpContext context, IResult answer) =>
        context.User.Identity?.IsAuthenticated is true ? answer : Results.Unauthorized();

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
