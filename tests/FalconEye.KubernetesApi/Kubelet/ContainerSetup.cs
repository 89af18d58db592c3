using System.Text;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Controllers;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// A container's environment and mounts. Its processes see this machine's file system, so a path below a mount that is in a variable or
/// an argument is rewritten to where the mount leads: <c>RECORDINGS_PATH=/data/x</c> becomes <c>/tmp/…/node-a/data/x</c>.
/// </summary>
internal sealed class ContainerSetup
{
    private readonly ClusterObjects _cluster;
    private readonly FakeNode _node;
    private readonly JsonObject _pod;
    private readonly string _podFolder;
    private readonly Dictionary<string, string> _mounts = [];

    private ContainerSetup(ClusterObjects cluster, FakeNode node, JsonObject pod, string podFolder) =>
        (_cluster, _node, _pod, _podFolder) = (cluster, node, pod, podFolder);

    /// <summary>The folder of this machine that is the node's <c>/</c>.</summary>
    internal string NodeFolder => _node.Folder;

    internal Dictionary<string, string> Environment { get; } = [];

    /// <summary>What follows the program: of <c>command</c> all but its first word, then <c>args</c>.</summary>
    internal IReadOnlyList<string> Arguments { get; private set; } = [];

    /// <summary>Ports of the pod's address that lead to 127.0.0.1.</summary>
    internal Dictionary<int, int> Ports { get; } = [];

    /// <exception cref="ContainerSetupException">Something that the container needs is missing.</exception>
    internal static ContainerSetup Prepare(
        ClusterObjects cluster, FakeNode node, JsonObject pod, JsonObject container, string podFolder, PodProgram program)
    {
        ContainerSetup setup = new(cluster, node, pod, podFolder);
        var volumes = pod.Objects("spec", "volumes").ToDictionary(volume => volume.Text("name")!);
        foreach (var mount in container.Objects("volumeMounts"))
        {
            var folder = setup.Mount(volumes[mount.Text("name")!], program as ProcessProgram);
            setup.Add(mount.Text("mountPath")!.TrimEnd('/'), folder, mount.Text("subPath") ?? "");
        }

        setup.ReadEnvironment(container);
        string[] words = [.. container.Texts("command").Skip(1), .. container.Texts("args")];
        setup.Arguments = [.. words.Select(word => setup.PathOf(setup.Expand(word)))];
        return setup;
    }

    /// <summary>Where a path of the container's leads.</summary>
    internal string PathOf(string path)
    {
        var mount = _mounts.Keys.Where(mount => path == mount || path.StartsWith(mount + "/", StringComparison.Ordinal)).MaxBy(mount => mount.Length);
        return mount is null ? path : _mounts[mount] + path[mount.Length..];
    }

    private void Add(string path, string folder, string subPath)
    {
        _mounts[path] = Path.Combine(folder, subPath);

        // A variable may name the folder around the one that is mounted, as RECORDINGS_PATH does around a camera's.
        if (subPath.Length > 0 && path.EndsWith("/" + subPath, StringComparison.Ordinal))
        {
            _mounts.TryAdd(path[..^(subPath.Length + 1)], folder);
        }
    }

    private string Mount(JsonObject volume, ProcessProgram? program)
    {
        var folder = Path.Combine(_podFolder, "volumes", volume.Text("name")!);
        if (volume.Object("hostPath") is { } hostPath)
        {
            return MountHostPath(hostPath.Text("path")!, hostPath.Text("type") ?? "");
        }

        Directory.CreateDirectory(folder);
        if (volume.Object("configMap") is { } map)
        {
            foreach (var (key, text) in Read(ResourceTypes.ConfigMaps, map.Text("name")!, map.Flag("optional")))
            {
                WriteConfiguration(Path.Combine(folder, key), text, program);
            }
        }
        else if (volume.Object("secret") is { } secret)
        {
            foreach (var (key, text) in Read(ResourceTypes.Secrets, secret.Text("secretName")!, secret.Flag("optional")))
            {
                WriteConfiguration(Path.Combine(folder, key), text, program);
            }
        }

        return volume.Text("persistentVolumeClaim", "claimName") is { } claim ? MountHostPath($"/claims/{claim}", "DirectoryOrCreate") : folder;
    }

    private string MountHostPath(string path, string type)
    {
        var folder = _node.PathOf(path);
        switch (type)
        {
            case "DirectoryOrCreate":
                Directory.CreateDirectory(folder);
                break;
            case "CharDevice":
                // The program that is to see it is told of it by its own environment.
                return _node.Devices.ContainsKey(path)
                    ? path
                    : throw new ContainerSetupException("ContainerCreating", $"MountVolume.SetUp failed: hostPath type check failed: {path} is not a character device");
            case "Directory" when !Directory.Exists(folder):
                throw new ContainerSetupException("ContainerCreating", $"MountVolume.SetUp failed: hostPath type check failed: {path} is not a directory");
        }

        return folder;
    }

    private void WriteConfiguration(string file, string text, ProcessProgram? program)
    {
        if (program?.Adapt is { } adapt)
        {
            (text, var ports) = adapt(text);
            foreach (var (port, local) in ports)
            {
                Ports[port] = local;
            }
        }

        File.WriteAllText(file, text);
    }

    private void ReadEnvironment(JsonObject container)
    {
        foreach (var source in container.Objects("envFrom"))
        {
            var (type, reference) = source.Object("configMapRef") is { } map ? (ResourceTypes.ConfigMaps, map) : (ResourceTypes.Secrets, source.Object("secretRef")!);
            foreach (var (key, text) in Read(type, reference.Text("name")!, reference.Flag("optional")))
            {
                Environment[source.Text("prefix") + key] = PathOf(text);
            }
        }

        foreach (var variable in container.Objects("env"))
        {
            if ((variable.Object("valueFrom") is { } from ? ReadSource(from) : Expand(variable.Text("value") ?? "")) is { } value)
            {
                Environment[variable.Text("name")!] = PathOf(value);
            }
        }
    }

    /// <returns>Null for an optional source that is not there.</returns>
    private string? ReadSource(JsonObject from)
    {
        if (from.Text("fieldRef", "fieldPath") is { } field)
        {
            return _pod.Text(field.Split('.'));
        }

        var (type, reference) = from.Object("secretKeyRef") is { } secret ? (ResourceTypes.Secrets, secret) : (ResourceTypes.ConfigMaps, from.Object("configMapKeyRef")!);
        var (name, key, optional) = (reference.Text("name")!, reference.Text("key")!, reference.Flag("optional"));
        return Read(type, name, optional).TryGetValue(key, out var value)
            ? value
            : optional ? null : throw new ContainerSetupException("CreateContainerConfigError", $"couldn't find key {key} in {type.Kind} {_pod.Text("metadata", "namespace")}/{name}");
    }

    private Dictionary<string, string> Read(ResourceType type, string name, bool optional)
    {
        var json = _cluster.Find(type, _pod.Text("metadata", "namespace")!, name)?.Json;
        if (json is null && !optional)
        {
            throw new ContainerSetupException("CreateContainerConfigError", $"{type.Kind.ToLowerInvariant()} \"{name}\" not found");
        }

        return json.TextMap("data").ToDictionary(
            pair => pair.Key,
            pair => type == ResourceTypes.Secrets ? Encoding.UTF8.GetString(Convert.FromBase64String(pair.Value)) : pair.Value);
    }

    /// <summary>
    /// <c>$(NAME)</c> is a variable before it, <c>$$</c> a dollar; what is unknown stays
    /// (k8s.io/kubernetes/third_party/forked/golang/expansion).
    /// </summary>
    private string Expand(string text)
    {
        StringBuilder result = new();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '$' && i + 1 < text.Length)
            {
                var end = text[i + 1] == '(' ? text.IndexOf(')', i) : -1;
                if (text[i + 1] == '$')
                {
                    result.Append('$');
                    i++;
                    continue;
                }

                if (end > 0)
                {
                    result.Append(Environment.GetValueOrDefault(text[(i + 2)..end], text[i..(end + 1)]));
                    i = end;
                    continue;
                }
            }

            result.Append(text[i]);
        }

        return result.ToString();
    }
}
