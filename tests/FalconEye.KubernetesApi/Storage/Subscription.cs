using System.Threading.Channels;

namespace FalconEye.KubernetesApi.Storage;

/// <summary>Changes as they come, until disposed.</summary>
internal sealed class Subscription(ChannelReader<Change> changes, Action end) : IDisposable
{
    internal ChannelReader<Change> Changes { get; } = changes;

    public void Dispose() => end();
}
