using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FalconEye.Api.Auth;
using FalconEye.Data;
using FalconEye.Discovery;
using FalconEye.Discovery.Network;
using FalconEye.Discovery.Usb;
using FalconEye.Orchestration.Nodes;

namespace FalconEye.Api.Discovery;

/// <summary>One user's look for cameras: USB ports and networks side by side, what is among the cameras already marked.</summary>
internal sealed class CameraScan(UsbScan usb, SharedNetworkScan network, ServerOptions options, FalconEyeContext database, Caller caller, TimeProvider time)
{
    /// <summary>Scans; the last event has the whole result. A client that stops listening stops it.</summary>
    internal async IAsyncEnumerable<ScanEvent> RunAsync(
        IReadOnlyList<Node> nodes, bool withNetwork, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var added = await AddedCameras.LoadAsync(database, caller, cancellationToken);
        var tally = new ScanCounts([.. nodes.Select(node => node.Name)]);
        yield return new ScanStarted(tally.Nodes);

        var events = Channel.CreateUnbounded<ScanEvent>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = WorkAsync(nodes, withNetwork, events.Writer, ending.Token);
        try
        {
            await foreach (var item in events.Reader.ReadAllAsync(cancellationToken))
            {
                var marked = added.Mark(item);
                tally.Add(marked);
                yield return marked;
            }
        }
        finally
        {
            await ending.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        yield return new ScanEnded(tally.ToResponse(time.GetElapsedTime(began)));
    }

    private async Task WorkAsync(IReadOnlyList<Node> nodes, bool withNetwork, ChannelWriter<ScanEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(
                usb.ScanAsync(nodes, events, cancellationToken),
                withNetwork ? ScanNetworkAsync(nodes, events, cancellationToken) : Task.CompletedTask);
            events.Complete();
        }
        catch (Exception e)
        {
            // The reader of the events gets it.
            events.Complete(e);
        }
    }

    private async Task ScanNetworkAsync(IReadOnlyList<Node> nodes, ChannelWriter<ScanEvent> events, CancellationToken cancellationToken)
    {
        var named = options.Discovery.Subnets;
        var subnets = named.Count > 0 ? named : OwnNetworks.Of(nodes);
        foreach (var link in named.Count > 0 ? [] : OwnNetworks.Interfaces().Where(link => link.IsCut))
        {
            events.TryWrite(new ScanTargetFailed($"{link.Name} is in a large network: only {link.Subnet} around this machine is scanned. SCAN_SUBNETS names other parts."));
        }

        if (subnets.Count == 0)
        {
            events.TryWrite(new ScanTargetFailed("There is no private network to scan: the server has no address in one. SCAN_SUBNETS names networks, for example 192.168.1.0/24."));
            return;
        }

        await network.FollowAsync(subnets, events, cancellationToken);
    }
}
