using FalconEye.KubernetesApi;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.TestKit;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace FalconEye.Orchestration.Tests.Kubernetes;

public sealed class LeadershipTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_of_two_replicas_works_and_the_other_takes_over_when_it_ends()
    {
        await using var server = await KubernetesApiServer.StartAsync(Ending);
        await using var one = await Replica.StartAsync(server, "one");
        await using var two = await Replica.StartAsync(server, "two");
        await Eventually.HoldsAsync(() => one.Works || two.Works, "one of them works", Ending);
        var (leader, follower) = one.Works ? (one, two) : (two, one);

        await leader.StopAsync();

        // At once, since the Lease was given back: it would have run out after 15 seconds.
        await Eventually.HoldsAsync(() => follower.Works, "the other works", Ending);
        Assert.False(leader.Works);
        Assert.Equal(1, follower.Terms);
    }

    [Fact]
    public async Task A_leader_that_ends_in_the_middle_of_a_renewal_gives_its_lease_back_too()
    {
        await using var server = await KubernetesApiServer.StartAsync(Ending);
        await using var leader = await Replica.StartAsync(server, "one");
        await Eventually.HoldsAsync(() => leader.Works, "the first works", Ending);
        await using var follower = await Replica.StartAsync(server, "two");

        TaskCompletionSource<Task> stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Faults.Choose(call =>
        {
            if (call is { Verb: "update", Resource: "leases" })
            {
                stopping.TrySetResult(leader.StopAsync());
            }

            return null;
        });
        await await stopping.Task.WaitAsync(Ending);

        await Eventually.HoldsAsync(() => follower.Works, "the other works", Ending);
        Assert.False(leader.Works);
    }

    [Fact]
    public async Task A_leader_whose_lease_another_has_taken_stops_its_work()
    {
        await using var server = await KubernetesApiServer.StartAsync(Ending);
        await using var replica = await Replica.StartAsync(server, "one");
        await Eventually.HoldsAsync(() => replica.Works, "it works", Ending);

        // A patch without a version: the leader may renew it at any moment.
        var lease = new V1Lease { Spec = new V1LeaseSpec { HolderIdentity = "usurper", RenewTime = DateTime.UtcNow } };
        var usurped = new V1Patch(KubernetesJson.Serialize(lease), V1Patch.PatchType.MergePatch);
        await server.Client.CoordinationV1.PatchNamespacedLeaseAsync(usurped, "falcon-eye-leader", "default", cancellationToken: Ending);

        await Eventually.HoldsAsync(() => !replica.Works, "it stops", Ending);
    }

    [Fact]
    public async Task A_short_absence_of_the_API_server_does_not_end_the_leaders_work()
    {
        await using var server = await KubernetesApiServer.StartAsync(Ending);
        await using var replica = await Replica.StartAsync(server, "one");
        await Eventually.HoldsAsync(() => replica.Works, "it works", Ending);

        await server.StopAsync();
        await server.StartAgainAsync(Ending);
        server.Faults.ForgetCalls();
        await Eventually.HoldsAsync(() => server.Faults.Count("update", "leases") > 0, "the lease is renewed", Ending);

        Assert.True(replica.Works);
        Assert.Equal(1, replica.Terms);
    }

    private sealed class Replica : IAsyncDisposable
    {
        private readonly Cluster _cluster;
        private readonly KubernetesLeadership _leadership;
        private readonly CancellationTokenSource _stopping = new();
        private Task _running = Task.CompletedTask;

        private Replica(KubernetesApiServer server, string identity)
        {
            var options = Specs.Options with { Namespace = "default", ConfigPath = server.Kubeconfig, Identity = identity };
            _cluster = new(options, TimeProvider.System, NullLogger<Cluster>.Instance);
            _leadership = new(_cluster, options, TimeProvider.System, NullLogger<KubernetesLeadership>.Instance);
        }

        internal bool Works { get; private set; }

        internal int Terms { get; private set; }

        internal static async Task<Replica> StartAsync(KubernetesApiServer server, string identity)
        {
            var replica = new Replica(server, identity);
            await replica._leadership.StartAsync(Ending);
            replica._running = replica._leadership.RunAsync(replica.WorkAsync, replica._stopping.Token);
            return replica;
        }

        internal async Task StopAsync()
        {
            await _stopping.CancelAsync();
            await _running.ContinueWith(_ => { }, TaskScheduler.Default);
            await _leadership.StopAsync(CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _leadership.Dispose();
            _cluster.Dispose();
            _stopping.Dispose();
        }

        private async Task WorkAsync(CancellationToken cancellationToken)
        {
            Terms++;
            Works = true;
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Works = false;
            }
        }
    }
}
