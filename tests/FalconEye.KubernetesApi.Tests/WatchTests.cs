using System.Net;
using System.Threading.Channels;
using FalconEye.TestKit;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.KubernetesApi.Tests;

public sealed class WatchTests : IAsyncLifetime
{
    private KubernetesApiServer? _server;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    private Kubernetes Client => _server!.Client;

    public async ValueTask InitializeAsync() => _server = await KubernetesApiServer.StartAsync(
        Ending, new KubernetesApiOptions { BookmarkPeriod = TimeSpan.FromMilliseconds(50) });

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task A_watch_reports_changes_since_the_list_and_later()
    {
        var list = await Client.ListNamespacedConfigMapAsync("default", cancellationToken: Ending);
        await CreateAsync("before");
        var events = Watch(list.ResourceVersion());
        Assert.Equal("Added before", await NextAsync(events));
        await Client.PatchNamespacedConfigMapAsync(new V1Patch("""{"data":{"a":"1"}}""", V1Patch.PatchType.MergePatch), "before", "default", cancellationToken: Ending);
        Assert.Equal("Modified before", await NextAsync(events));
        await Client.DeleteNamespacedConfigMapAsync("before", "default", cancellationToken: Ending);
        Assert.Equal("Deleted before", await NextAsync(events));
    }

    [Fact]
    public async Task An_object_that_ceases_to_match_is_deleted_to_the_watcher()
    {
        await CreateAsync("labelled", "yes");
        var events = Watch(null, "wanted=yes");
        Assert.Equal("Added labelled", await NextAsync(events));
        await Client.PatchNamespacedConfigMapAsync(
            new V1Patch("""{"metadata":{"labels":{"wanted":"no"}}}""", V1Patch.PatchType.MergePatch), "labelled", "default", cancellationToken: Ending);
        Assert.Equal("Deleted labelled", await NextAsync(events));
    }

    [Fact]
    public async Task A_quiet_watch_gets_bookmarks()
    {
        var events = Watch(null, bookmarks: true);
        Assert.Equal("Bookmark", await NextAsync(events));
    }

    [Fact]
    public async Task A_watch_ends_when_its_time_is_over_or_it_is_dropped()
    {
        await CreateAsync("there");
        var timed = Watch(null, timeoutSeconds: 1);
        Assert.Equal("Added there", await NextAsync(timed));
        Assert.False(await timed.WaitToReadAsync(Ending));
        var dropped = Watch(null);
        Assert.Equal("Added there", await NextAsync(dropped));
        await Eventually.HoldsAsync(() => _server!.OpenWatches == 1, "the watch is open", Ending);
        _server!.DropWatches(abruptly: false);
        Assert.False(await dropped.WaitToReadAsync(Ending));
    }

    [Theory]
    [InlineData(ExpiredWatchAnswer.ErrorEvent)]
    [InlineData(ExpiredWatchAnswer.HttpStatus)]
    public async Task A_watch_from_before_a_compaction_has_expired(ExpiredWatchAnswer answer)
    {
        var list = await Client.ListNamespacedConfigMapAsync("default", cancellationToken: Ending);
        await CreateAsync("newer");
        _server!.Compact(answer);
        var events = Watch(list.ResourceVersion());
        Assert.Equal(answer == ExpiredWatchAnswer.ErrorEvent ? "ERROR 410" : $"REFUSED {HttpStatusCode.Gone}", await NextAsync(events));
    }

    [Fact]
    public async Task A_restarted_server_has_the_same_objects_at_the_same_address()
    {
        await CreateAsync("survivor");
        await _server!.StopAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Client.ListNamespacedConfigMapAsync("default", cancellationToken: Ending));
        await _server.StartAgainAsync(Ending);
        Assert.Equal("survivor", (await Client.ReadNamespacedConfigMapAsync("survivor", "default", cancellationToken: Ending)).Name());
    }

    private Task<V1ConfigMap> CreateAsync(string name, string label = "")
    {
        var map = Samples.ConfigMap(name);
        map.Metadata.Labels = new Dictionary<string, string> { ["wanted"] = label };
        return Client.CreateNamespacedConfigMapAsync(map, "default", cancellationToken: Ending);
    }

    private static async Task<string> NextAsync(ChannelReader<string> events)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        deadline.CancelAfter(Eventually.DefaultDeadline);
        return await events.ReadAsync(deadline.Token);
    }

    private ChannelReader<string> Watch(string? from, string? labels = null, bool bookmarks = false, int? timeoutSeconds = null)
    {
        var events = Channel.CreateUnbounded<string>();
        _ = ReadAsync();
        return events.Reader;

        async Task ReadAsync()
        {
            try
            {
                await foreach (var (kind, map) in Client.CoreV1.WatchListNamespacedConfigMapAsync(
                    "default",
                    allowWatchBookmarks: bookmarks,
                    labelSelector: labels,
                    resourceVersion: from,
                    timeoutSeconds: timeoutSeconds,
                    onError: e => events.Writer.TryWrite($"ERROR {(e as KubernetesException)?.Status.Code}"),
                    cancellationToken: Ending))
                {
                    events.Writer.TryWrite($"{kind} {map.Name()}".TrimEnd());
                }

                events.Writer.TryComplete();
            }
            catch (HttpOperationException e)
            {
                events.Writer.TryWrite($"REFUSED {e.Response.StatusCode}");
                events.Writer.TryComplete();
            }
            catch (Exception e)
            {
                events.Writer.TryComplete(e);
            }
        }
    }
}
