using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Networking;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;
using FalconEye.KubernetesApi.Validation;

namespace FalconEye.KubernetesApi.Admission;

/// <summary>Gives Services their addresses and node ports, of which each is one Service's only.</summary>
internal sealed class ServiceAllocation(ObjectStore store, AddressBlock addresses)
{
    internal void Allocate(JsonObject? current, JsonObject next, FieldErrors errors)
    {
        var spec = next.Ensure("spec");
        List<StoredObject> others = [.. store.List(ResourceTypes.Services, null).Objects.Where(service => service.Uid != next.Text("metadata", "uid"))];
        if (spec.Text("type") != "ExternalName")
        {
            AllocateAddress(current, spec, others, errors);
        }

        if (spec.Text("type") is "NodePort" or "LoadBalancer")
        {
            AllocatePorts(current, spec, others, errors);
        }
    }

    private void AllocateAddress(JsonObject? current, JsonObject spec, List<StoredObject> others, FieldErrors errors)
    {
        // An update that leaves the address out keeps it.
        var wanted = spec.Text("clusterIP") is { Length: > 0 } named ? named : current.Text("spec", "clusterIP") ?? "";
        var used = others.Select(service => service.Json.Text("spec", "clusterIP") ?? "").ToHashSet();
        if (wanted.Length == 0)
        {
            wanted = addresses.NextForService(used);
        }
        else if (wanted != "None" && current is null && !addresses.IsForService(wanted))
        {
            errors.Invalid("spec.clusterIPs", wanted, "failed to allocate IP: the provided network does not match the current range");
        }
        else if (wanted != "None" && current is null && used.Contains(wanted))
        {
            errors.Invalid("spec.clusterIPs", wanted, $"failed to allocate IP {wanted}: provided IP is already allocated");
        }

        spec["clusterIP"] = wanted;
        spec["clusterIPs"] = new JsonArray(wanted);
    }

    private static void AllocatePorts(JsonObject? current, JsonObject spec, List<StoredObject> others, FieldErrors errors)
    {
        var used = others.SelectMany(service => service.Json.Objects("spec", "ports")).Select(port => port.Number("nodePort")).OfType<long>().ToHashSet();
        foreach (var (port, i) in spec.Objects("ports").Select((port, i) => (port, i)))
        {
            var number = port.Number("nodePort")
                ?? current.Objects("spec", "ports").FirstOrDefault(before => before.Number("port") == port.Number("port"))?.Number("nodePort")
                ?? Free(used);
            if (!used.Add(number))
            {
                errors.Invalid($"spec.ports[{i}].nodePort", number, "provided port is already allocated");
            }

            port["nodePort"] = number;
        }
    }

    private static long Free(HashSet<long> used)
    {
        const int Count = ServiceRules.LastNodePort - ServiceRules.FirstNodePort + 1;
        var start = Random.Shared.Next(Count);
        return Enumerable.Range(0, Count).Select(offset => (long)ServiceRules.FirstNodePort + ((start + offset) % Count)).First(port => !used.Contains(port));
    }
}
