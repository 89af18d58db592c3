using System.Net;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Controllers;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// Runs the containers of one pod and tells its status. Init containers count as done: what they prepare on a real node needs no preparing
/// here.
/// </summary>
internal sealed class PodWorker : IAsyncDisposable
{
    private readonly ClusterObjects _cluster;
    private readonly FakeNode _node;
    private readonly StoredObject _pod;
    private readonly IPAddress _address;
    private readonly string _folder;
    private readonly IReadOnlyList<ContainerWorker> _containers;
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _publishing = new();
    private Task _running = Task.CompletedTask;
    private Task? _termination;
    private bool _isSilent;

    internal PodWorker(ClusterObjects cluster, FakeNode node, StoredObject pod, IPAddress address, string folder, NodesOptions options)
    {
        (_cluster, _node, _pod, _address, _folder) = (cluster, node, pod, address, folder);
        _containers = [.. pod.Json.Objects("spec", "containers").Select(container =>
            new ContainerWorker(cluster, node, pod.Json, container, address, folder, options, Publish))];
    }

    internal StoredObject Pod => _pod;

    internal FakeNode Node => _node;

    internal IPAddress Address => _address;

    internal IEnumerable<int> ProcessIds => _containers.Select(container => container.ProcessId).OfType<int>();

    internal ContainerWorker? Find(string? container) =>
        container is null ? _containers[0] : _containers.FirstOrDefault(candidate => candidate.Name == container);

    internal void Start()
    {
        Directory.CreateDirectory(_folder);
        Publish();
        _running = Task.WhenAll(_containers.Select(container => Task.Run(() => RunAsync(container))));
    }

    /// <summary>Ends the pod in its grace, once; then it is gone from the cluster.</summary>
    internal void Terminate(TimeSpan grace) => _termination ??= Task.Run(async () =>
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_containers.Select(container => container.StopAsync(grace)));
        await _running;
        _cluster.Delete(_pod, graceSeconds: 0);
    });

    /// <summary>Ends it as a power cut does: no one is told.</summary>
    public async ValueTask DisposeAsync()
    {
        _isSilent = true;
        await EndAsync();
        _ending.Dispose();
    }

    private async Task EndAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_containers.Select(container => container.KillAsync()));
        await _running;
    }

    private async Task RunAsync(ContainerWorker container)
    {
        try
        {
            await container.RunAsync(_ending.Token);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The pod ends.
        }
    }

    private void Publish()
    {
        lock (_publishing)
        {
            if (!_isSilent)
            {
                _cluster.Update(_pod.Key, json =>
                {
                    if (json.Text("metadata", "uid") == _pod.Uid)
                    {
                        WriteStatus(json);
                    }
                }, "status");
            }
        }
    }

    private void WriteStatus(JsonObject json)
    {
        var status = json.Ensure("status");
        var states = _containers.Select(container => container.State).ToList();
        status["phase"] = PhaseOf(states);
        status["hostIP"] = _node.Address;
        status["podIP"] = _address.ToString();
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = _address.ToString() });
        status.Default("startTime", _cluster.Now());
        var isReady = states.TrueForAll(state => state.Ready);
        JsonArray conditions = [];
        Conditions.Set(conditions, json, "PodScheduled", true, "", "", _cluster.Now());
        Conditions.Set(conditions, json, "Initialized", true, "", "", _cluster.Now());
        Conditions.Set(conditions, json, "ContainersReady", isReady, isReady ? "" : "ContainersNotReady", "", _cluster.Now());
        Conditions.Set(conditions, json, "Ready", isReady, isReady ? "" : "ContainersNotReady", "", _cluster.Now());
        status["conditions"] = conditions;
        var images = _pod.Json.Objects("spec", "containers").Select(container => container.Text("image")!);
        status["containerStatuses"] = new JsonArray([.. _containers.Zip(images, (container, image) => container.State.ToJson(container.Name, image))]);
    }

    private string PhaseOf(List<ContainerState> states)
    {
        if (_pod.Json.Text("spec", "restartPolicy") is "Never" or "OnFailure" && states.TrueForAll(state => state.Kind == "terminated"))
        {
            return states.TrueForAll(state => state.ExitCode == 0) ? "Succeeded" : "Failed";
        }

        return states.TrueForAll(state => state is { Kind: "waiting", Last: null }) ? "Pending" : "Running";
    }
}
