using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FalconEye.Orchestration.Kubernetes.Caching;
using FalconEye.TestKit;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace FalconEye.Orchestration.Tests.Kubernetes;

public sealed class ResourceCacheTests
{
    private readonly Channel<(WatchEventType Type, V1Secret Item)> _watch = Channel.CreateUnbounded<(WatchEventType, V1Secret)>();

    [Fact]
    public async Task An_own_write_that_is_answered_after_the_deletion_does_not_bring_the_object_back()
    {
        var ct = TestContext.Current.CancellationToken;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ResourceCache<V1Secret> cache = new(Api(), null, TimeProvider.System, NullLogger.Instance);
        var running = cache.RunAsync(ending.Token);
        await cache.Synced.WaitAsync(ct);

        _watch.Writer.TryWrite((WatchEventType.Deleted, Secret("uid-1", version: 7)));
        await Eventually.HoldsAsync(() => cache.Find("cam-door") is null, "the deletion is seen", ct);
        cache.Put(Secret("uid-1", version: 6));
        var ghost = cache.Find("cam-door");
        cache.Put(Secret("uid-2", version: 9));

        Assert.Null(ghost);
        Assert.Equal("uid-2", cache.Find("cam-door")?.Metadata.Uid);
        await ending.CancelAsync();
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private ResourceApi<V1Secret> Api() => new()
    {
        Kind = "Secret",
        ListAsync = (_, _) => Task.FromResult<(IList<V1Secret>, string)>(([Secret("uid-1", version: 5)], "5")),
        Watch = (_, ct) => WatchAsync(ct),
    };

    private async IAsyncEnumerable<(WatchEventType Type, V1Secret Item)> WatchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var item in _watch.Reader.ReadAllAsync(ct))
        {
            yield return item;
        }
    }

    private static V1Secret Secret(string uid, int version) => new()
    {
        Metadata = new V1ObjectMeta { Name = "cam-door", Uid = uid, ResourceVersion = $"{version}" },
    };
}
