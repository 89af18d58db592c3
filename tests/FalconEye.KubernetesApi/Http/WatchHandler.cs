using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FalconEye.KubernetesApi.Http;

/// <summary>
/// Serves watches: lines of JSON, one for each change, until the client has enough, the time is over or a test drops them.
/// </summary>
internal sealed class WatchHandler(ObjectStore store, KubernetesApiOptions options, TimeProvider time)
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly ConcurrentDictionary<HttpContext, CancellationTokenSource> _open = new();

    /// <summary>How many watches are open.</summary>
    internal int Count => _open.Count;

    /// <summary>Ends every open watch.</summary>
    /// <param name="abruptly">Whether connections are reset in place of ended.</param>
    internal void DropAll(bool abruptly)
    {
        foreach (var (context, end) in _open)
        {
            try
            {
                if (abruptly)
                {
                    context.Abort();
                }

                end.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // This watch has just ended by itself.
            }
        }
    }

    internal async Task ServeAsync(HttpContext context, ApiRequest request, LabelSelector labels, FieldSelector fields)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        if (int.TryParse(context.Request.Query["timeoutSeconds"], CultureInfo.InvariantCulture, out var seconds))
        {
            end.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        var from = ObjectReader.ParseRevision(context.Request.Query["resourceVersion"]);
        var inNamespace = request.Namespace.Length > 0 ? request.Namespace : null;
        Filter filter = new(inNamespace, labels, fields);
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        using var subscription = await SubscribeAsync(context, request.Type, from, filter);
        if (subscription is null)
        {
            return;
        }

        _open[context] = end;
        try
        {
            await SendChangesAsync(context, request.Type, subscription, filter, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The answer ends as it should: the client goes on from the last revision it saw.
        }
        finally
        {
            _open.TryRemove(context, out _);
        }
    }

    /// <summary>Subscribes, and sends what is there first where the client named no revision.</summary>
    /// <returns>Null when the revision has expired and the client was told so.</returns>
    private async Task<Subscription?> SubscribeAsync(HttpContext context, ResourceType type, long? from, Filter filter)
    {
        IReadOnlyList<StoredObject> present;
        Subscription subscription;
        try
        {
            lock (store.Gate)
            {
                (present, var revision) = store.List(type, filter.Namespace);
                subscription = store.Subscribe(type, from ?? revision);
            }
        }
        catch (StatusException e) when (e.Code == 410 && options.ExpiredWatches == ExpiredWatchAnswer.ErrorEvent)
        {
            await SendAsync(context, "ERROR", e.ToJson(), CancellationToken.None);
            return null;
        }

        context.Response.ContentType = "application/json";
        foreach (var stored in from is null ? present.Where(filter.Matches) : [])
        {
            await SendAsync(context, "ADDED", stored.Json, context.RequestAborted);
        }

        await context.Response.Body.FlushAsync(context.RequestAborted);
        return subscription;
    }

    private async Task SendChangesAsync(HttpContext context, ResourceType type, Subscription subscription, Filter filter, CancellationToken end)
    {
        var wantsBookmarks = context.Request.Query["allowWatchBookmarks"].FirstOrDefault() is "true" or "1";
        while (true)
        {
            var more = subscription.Changes.WaitToReadAsync(end).AsTask();
            while (wantsBookmarks && await Task.WhenAny(more, Task.Delay(options.BookmarkPeriod, time, end)) != more)
            {
                end.ThrowIfCancellationRequested();
                await BookmarkAsync(context, type, subscription, end);
            }

            await more;
            while (subscription.Changes.TryRead(out var change))
            {
                if (filter.EventOf(change) is { } kind)
                {
                    await SendAsync(context, kind, change.Last.Json, end);
                }
            }
        }
    }

    private async Task BookmarkAsync(HttpContext context, ResourceType type, Subscription subscription, CancellationToken end)
    {
        long revision;
        lock (store.Gate)
        {
            if (subscription.Changes.TryPeek(out _))
            {
                return;
            }

            revision = store.Revision;
        }

        JsonObject bookmark = new()
        {
            ["kind"] = type.Kind,
            ["apiVersion"] = type.ApiVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null },
        };
        await SendAsync(context, "BOOKMARK", bookmark, end);
    }

    private static async Task SendAsync(HttpContext context, string kind, JsonObject json, CancellationToken cancellationToken)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter writer = new(line, Answers.Format))
        {
            writer.WriteStartObject();
            writer.WriteString("type", kind);
            writer.WritePropertyName("object");
            json.WriteTo(writer);
            writer.WriteEndObject();
        }

        line.Write(LineEnd);
        await context.Response.Body.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    private sealed record Filter(string? Namespace, LabelSelector Labels, FieldSelector Fields)
    {
        internal bool Matches(StoredObject stored) => Labels.Matches(stored.Labels) && Fields.Matches(stored.Json);

        /// <summary>An object that comes to match is new to the watcher, one that ceases to is gone.</summary>
        internal string? EventOf(Change change)
        {
            if (Namespace is not null && change.Last.Key.Namespace != Namespace)
            {
                return null;
            }

            return (change.Before is { } before && Matches(before), change.After is { } after && Matches(after)) switch
            {
                (false, true) => "ADDED",
                (true, true) => "MODIFIED",
                (true, false) => "DELETED",
                _ => null,
            };
        }
    }
}
