using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Controllers;
using FalconEye.KubernetesApi.Networking;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;
using FalconEye.TestKit;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// Nodes that are not there: their pods are processes of this machine, each on an address of its own, each node with a folder as its file
/// system.
/// </summary>
public sealed class FakeNodes : IAsyncDisposable
{
    private readonly ClusterObjects _cluster;
    private readonly AddressBlock _addresses;
    private readonly NodesOptions _options;
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, FakeNode> _nodes = [];
    private readonly ConcurrentDictionary<string, PodWorker> _workers = new();
    private readonly ServiceProxy _proxy;
    private readonly ControllerManager _manager;

    internal FakeNodes(ObjectStore store, ClusterObjects cluster, AddressBlock addresses, NodesOptions options)
    {
        (_cluster, _addresses, _options) = (cluster, addresses, options);
        foreach (var name in options.Names)
        {
            Register(name);
        }

        _proxy = new ServiceProxy(cluster);
        _manager = new ControllerManager(store, new Kubelets(this), new NodeLifecycle(cluster, options.TolerationScale), _proxy);
    }

    /// <summary>The folder that is a node's <c>/</c>.</summary>
    public string FolderOf(string node) => _nodes[node].Folder;

    /// <summary>The processes of a pod.</summary>
    public IReadOnlyList<int> ProcessesOf(string inNamespace, string pod) =>
        [.. _workers.Values.Where(worker => worker.Pod.Key == new ObjectKey(ResourceTypes.Pods, inNamespace, pod)).SelectMany(worker => worker.ProcessIds)];

    /// <summary>Cuts a node's power: its processes are gone at once, and the cluster only sees that it is silent.</summary>
    public async Task PowerOffAsync(string name)
    {
        var node = _nodes[name];
        node.IsUp = false;
        foreach (var (uid, worker) in _workers.Where(entry => entry.Value.Node == node))
        {
            await worker.DisposeAsync();
            _workers.TryRemove(uid, out _);
        }

        SetReady(name, isReady: false);
    }

    /// <summary>Starts a node again, and on it the pods that are still its own.</summary>
    public void PowerOn(string name)
    {
        _nodes[name].IsUp = true;
        SetReady(name, isReady: true);
    }

    /// <summary>Plugs a device into a node, or out.</summary>
    public void SetDevice(string node, string path, bool isThere)
    {
        if (isThere)
        {
            _nodes[node].Devices[path] = true;
        }
        else
        {
            _nodes[node].Devices.TryRemove(path, out _);
        }
    }

    /// <summary>Ends every pod's processes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _manager.DisposeAsync();
        _proxy.Dispose();
        await Task.WhenAll(_workers.Values.Select(worker => worker.DisposeAsync().AsTask()));
        _folder.Dispose();
    }

    /// <summary>What a container wrote.</summary>
    internal ContainerWorker? FindContainer(StoredObject pod, string? container) => _workers.GetValueOrDefault(pod.Uid)?.Find(container);

    private void Register(string name)
    {
        var address = NextAddress();
        FakeNode node = new(name, Directory.CreateDirectory(_folder[name]).FullName, address);
        foreach (var device in _options.Devices)
        {
            node.Devices[device] = true;
        }

        _nodes[name] = node;
        _cluster.Create(ResourceTypes.Nodes, "", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject { ["kubernetes.io/hostname"] = name, ["kubernetes.io/os"] = "linux", ["kubernetes.io/arch"] = "amd64" },
            },
        });
        _cluster.UpdateStatus(new ObjectKey(ResourceTypes.Nodes, "", name), new JsonObject
        {
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = address },
                new JsonObject { ["type"] = "Hostname", ["address"] = name }),
            ["nodeInfo"] = new JsonObject { ["architecture"] = "amd64", ["operatingSystem"] = "linux", ["osImage"] = "Debian", ["kubeletVersion"] = "v1.34.0" },
        });
        SetReady(name, isReady: true);
    }

    private void SetReady(string name, bool isReady) => _cluster.Update(new ObjectKey(ResourceTypes.Nodes, "", name), json =>
    {
        JsonArray conditions = [];
        Conditions.Set(conditions, json, "Ready", isReady, isReady ? "KubeletReady" : "NodeStatusUnknown", isReady ? "kubelet is posting ready status" : "Kubelet stopped posting node status.", _cluster.Now());
        if (!isReady)
        {
            conditions[0]!["status"] = "Unknown";
        }

        json.Ensure("status")["conditions"] = conditions;
    }, "status");

    private string NextAddress() =>
        _addresses.NextForPod(_nodes.Values.Select(node => node.Address).Concat(_workers.Values.Select(worker => worker.Address.ToString())).ToHashSet());

    /// <summary>The part of every kubelet that looks at pods.</summary>
    private sealed class Kubelets(FakeNodes nodes) : IController
    {
        public void Reconcile()
        {
            var pods = nodes._cluster.List(ResourceTypes.Pods);
            foreach (var pod in pods)
            {
                if (pod.Json.Text("spec", "nodeName") is { } name && nodes._nodes.TryGetValue(name, out var node) && node.IsUp)
                {
                    Reconcile(pod, node);
                }
            }

            var present = pods.Select(pod => pod.Uid).ToHashSet();
            foreach (var (uid, worker) in nodes._workers.Where(entry => !present.Contains(entry.Key)))
            {
                nodes._workers.TryRemove(uid, out _);
                _ = worker.DisposeAsync().AsTask();
            }
        }

        private void Reconcile(StoredObject pod, FakeNode node)
        {
            if (pod.Json.Text("status", "phase") is "Succeeded" or "Failed")
            {
                return;
            }

            var worker = nodes._workers.GetValueOrDefault(pod.Uid);
            if (pod.IsDeleting && worker is null)
            {
                nodes._cluster.Delete(pod, graceSeconds: 0);
            }
            else if (pod.IsDeleting)
            {
                worker!.Terminate(TimeSpan.FromSeconds(pod.Metadata.Number("deletionGracePeriodSeconds") ?? 30));
            }
            else if (worker is null)
            {
                var address = IPAddress.Parse(nodes.NextAddress());
                PodWorker started = new(nodes._cluster, node, pod, address, nodes._folder[Path.Combine("pods", pod.Uid)], nodes._options);
                nodes._workers[pod.Uid] = started;
                started.Start();
            }
        }
    }
}
