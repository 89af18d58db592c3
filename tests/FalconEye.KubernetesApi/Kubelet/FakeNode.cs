using System.Collections.Concurrent;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>A node: a folder of this machine that is the root of its file system, and whether it is powered.</summary>
internal sealed class FakeNode(string name, string folder, string address)
{
    internal string Name { get; } = name;

    /// <summary>Where its <c>/</c> is.</summary>
    internal string Folder { get; } = folder;

    internal string Address { get; } = address;

    internal bool IsUp { get; set; } = true;

    /// <summary>Its character devices.</summary>
    internal ConcurrentDictionary<string, bool> Devices { get; } = new();

    internal string PathOf(string path) => Path.Combine(Folder, path.TrimStart('/'));
}
