using System.Globalization;
using FalconEye.KubernetesApi.Kubelet;
using FalconEye.KubernetesApi.Storage;
using Microsoft.AspNetCore.Http;

namespace FalconEye.KubernetesApi.Http;

/// <summary>Serves what pods wrote, as far as pretended nodes run them.</summary>
internal sealed class PodLogHandler
{
    /// <summary>The nodes; null while a test has none.</summary>
    internal FakeNodes? Nodes { get; set; }

    internal async Task ServeAsync(HttpContext context, StoredObject pod)
    {
        var query = context.Request.Query;
        var named = query["container"].FirstOrDefault() is { Length: > 0 } name ? name : pod.Json.Objects("spec", "containers").First().Text("name")!;
        var container = Nodes?.FindContainer(pod, named)
            ?? throw StatusException.BadRequest($"container \"{named}\" in pod \"{pod.Key.Name}\" is waiting to start: ContainerCreating");
        var log = query["previous"] == "true"
            ? container.PreviousLog ?? throw StatusException.BadRequest($"previous terminated container \"{named}\" in pod \"{pod.Key.Name}\" not found")
            : container.Log;
        var tail = int.TryParse(query["tailLines"], CultureInfo.InvariantCulture, out var lines) ? lines : (int?)null;
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(log.Read(tail, query["timestamps"] == "true"), context.RequestAborted);
    }
}
