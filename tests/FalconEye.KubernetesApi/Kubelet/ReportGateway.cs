using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// Sits between a pod's program and the API that it reports to (<c>API_URL</c>), and turns the paths of this machine in its reports back
/// into those that it would see in a container.
/// </summary>
internal sealed class ReportGateway : IAsyncDisposable
{
    internal const string Variable = "API_URL";

    private readonly HttpClient _http = new();
    private readonly WebApplication _app;

    private ReportGateway(WebApplication app) => _app = app;

    internal string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="target">The API.</param>
    /// <param name="nodeFolder">What is before each path here and not in a container.</param>
    internal static async Task<ReportGateway> StartAsync(Uri target, string nodeFolder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        ReportGateway gateway = new(builder.Build());
        gateway._app.Run(context => gateway.PassOnAsync(context, target, nodeFolder));
        await gateway._app.StartAsync();
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassOnAsync(HttpContext context, Uri target, string nodeFolder)
    {
        using StreamReader body = new(context.Request.Body);
        var text = (await body.ReadToEndAsync(context.RequestAborted)).Replace(nodeFolder, "", StringComparison.Ordinal);
        using HttpRequestMessage request = new(new HttpMethod(context.Request.Method), new Uri(target, context.Request.Path + context.Request.QueryString))
        {
            Content = text.Length > 0 ? new StringContent(text, Encoding.UTF8, "application/json") : null,
        };
        foreach (var name in (string[])["Authorization", "X-Api-Key"])
        {
            if (context.Request.Headers.TryGetValue(name, out var value))
            {
                request.Headers.TryAddWithoutValidation(name, [.. value]);
            }
        }

        try
        {
            using var answer = await _http.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            // The API is away: so is this.
            context.Abort();
        }
    }
}
