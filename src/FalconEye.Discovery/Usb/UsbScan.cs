using System.Threading.Channels;
using FalconEye.Orchestration.Nodes;
using Microsoft.Extensions.Logging;

namespace FalconEye.Discovery.Usb;

/// <summary>
/// Looks for USB cameras on nodes, several at once; one node's failure is a line in the result and nothing to the others.
/// </summary>
internal sealed partial class UsbScan(UsbDevices devices, TimeProvider time, ILogger<UsbScan> logger)
{
    private const int NodesAtOnce = 8;

    /// <summary>That one node may take, connecting included.</summary>
    private static readonly TimeSpan NodeTimeout = TimeSpan.FromSeconds(10);

    internal Task ScanAsync(IReadOnlyList<Node> nodes, ChannelWriter<ScanEvent> events, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        nodes,
        new ParallelOptions { MaxDegreeOfParallelism = NodesAtOnce, CancellationToken = cancellationToken },
        async (node, stop) => await ScanNodeAsync(node, events, stop));

    private async Task ScanNodeAsync(Node node, ChannelWriter<ScanEvent> events, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(NodeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            foreach (var device in await devices.ReadAsync(node, either.Token))
            {
                events.TryWrite(new UsbCameraEvent(UsbCameraFound.From(device, node)));
            }
        }
        catch (Exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // However the conversation broke off, it was because we gave up.
            Fail($"it did not answer within {NodeTimeout.TotalSeconds:0} s: is it switched on, and does SSH work there?");
        }
        catch (NodeUnreadableException e)
        {
            Fail(e.Message);
        }

        void Fail(string reason)
        {
            LogUnreadable(logger, node.Name, reason);
            events.TryWrite(new ScanTargetFailed($"{node.Name}: {reason}"));
        }
    }

    [LoggerMessage(LogLevel.Warning, "The USB cameras of node {Node} could not be listed: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string node, string reason);
}
