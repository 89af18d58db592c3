using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Controllers;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Networking;

/// <summary>
/// What kube-proxy does: a Service's address, and its node ports on every node's, lead to its ready pods. With no pod ready a connection is
/// refused.
/// </summary>
internal sealed class ServiceProxy(ClusterObjects cluster) : IController, IDisposable
{
    private readonly Dictionary<IPEndPoint, PortForwarder> _open = [];
    private volatile Dictionary<IPEndPoint, IPEndPoint[]> _ends = [];
    private int _turn;

    public void Reconcile()
    {
        var wanted = FindEnds();
        _ends = wanted;
        foreach (var address in _open.Keys.Except(wanted.Keys).ToList())
        {
            _open.Remove(address, out var forwarder);
            forwarder!.Dispose();
        }

        foreach (var address in wanted.Keys.Except(_open.Keys))
        {
            try
            {
                _open[address] = new PortForwarder(address, () => Choose(address));
            }
            catch (SocketException)
            {
                // A program of a pod that has no address of its own listens everywhere; it may go, and the next look tries again.
            }
        }
    }

    public void Dispose()
    {
        foreach (var forwarder in _open.Values)
        {
            forwarder.Dispose();
        }
    }

    private IPEndPoint? Choose(IPEndPoint address) =>
        _ends.TryGetValue(address, out var ends) ? ends[(uint)Interlocked.Increment(ref _turn) % ends.Length] : null;

    private Dictionary<IPEndPoint, IPEndPoint[]> FindEnds()
    {
        Dictionary<IPEndPoint, IPEndPoint[]> ends = [];
        var ready = cluster.List(ResourceTypes.Pods)
            .Where(pod => !pod.IsDeleting && Conditions.IsTrue(pod.Json, "Ready"))
            .SelectMany(pod => pod.Labels.Select(label => (Label: (pod.Key.Namespace, label.Key, label.Value), Pod: pod)))
            .ToLookup(entry => entry.Label, entry => entry.Pod);
        List<IPAddress> nodes = [.. cluster.List(ResourceTypes.Nodes)
            .SelectMany(node => node.Json.Objects("status", "addresses").Where(address => address.Text("type") == "InternalIP"))
            .Select(address => IPAddress.Parse(address.Text("address")!))];
        foreach (var service in cluster.List(ResourceTypes.Services).Where(service => service.Json.TextMap("spec", "selector").Count > 0))
        {
            var selector = service.Json.TextMap("spec", "selector");
            var fewest = selector.Select(pair => ready[(service.Key.Namespace, pair.Key, pair.Value)]).MinBy(pods => pods.Count())!;
            List<StoredObject> pods = [.. fewest.Where(pod => selector.All(pair => pod.Labels.GetValueOrDefault(pair.Key) == pair.Value))];
            foreach (var port in service.Json.Objects("spec", "ports"))
            {
                IPEndPoint[] behind = [.. pods.Select(pod => EndOf(pod.Json, port)).OfType<IPEndPoint>()];
                foreach (var front in behind.Length > 0 ? FrontsOf(service.Json, port, nodes) : [])
                {
                    ends[front] = behind;
                }
            }
        }

        return ends;
    }

    private static IEnumerable<IPEndPoint> FrontsOf(JsonObject service, JsonObject port, List<IPAddress> nodes)
    {
        if (IPAddress.TryParse(service.Text("spec", "clusterIP"), out var address))
        {
            yield return new IPEndPoint(address, (int)port.Number("port")!);
        }

        foreach (var node in port.Number("nodePort") is null ? [] : nodes)
        {
            yield return new IPEndPoint(node, (int)port.Number("nodePort")!);
        }
    }

    private static IPEndPoint? EndOf(JsonObject pod, JsonObject port)
    {
        var number = port.Number("targetPort") ?? (port.Text("targetPort") is { } name
            ? pod.Objects("spec", "containers").SelectMany(container => container.Objects("ports")).FirstOrDefault(candidate => candidate.Text("name") == name)?.Number("containerPort")
            : port.Number("port"));
        return number is { } found && IPAddress.TryParse(pod.Text("status", "podIP"), out var address) ? new IPEndPoint(address, (int)found) : null;
    }
}
