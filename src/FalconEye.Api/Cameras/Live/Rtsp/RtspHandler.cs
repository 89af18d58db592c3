using System.Net;
using FalconEye.Api.Edge;
using FalconEye.Rtsp.Server;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace FalconEye.Api.Cameras.Live.Rtsp;

/// <summary>Serves a player's connection to <c>RTSP_PORT</c> or <c>RTSPS_PORT</c>.</summary>
internal sealed partial class RtspHandler(
    RtspAccess access, CameraStreams streams, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<RtspHandler> logger) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        if (connection is not { LocalEndPoint: IPEndPoint { Address: var local }, RemoteEndPoint: IPEndPoint { Address: var remote } })
        {
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, connection.ConnectionClosed);
        await using var input = connection.Transport.Input.AsStream(leaveOpen: true);
        await using var output = connection.Transport.Output.AsStream(leaveOpen: true);
        var player = new PlayerConnection(input, output, Plain(local), Plain(remote), connection.Features.Get<ITlsHandshakeFeature>() is not null);
        var host = new RtspHost(access, streams, player, () => ConnectionLimits.MarkInUse(connection), time);
        try
        {
            using var session = new RtspServerConnection(player, host, time);
            await session.RunAsync(ending.Token);
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    [LoggerMessage(LogLevel.Error, "An RTSP connection failed")]
    private partial void LogFailed(Exception exception);
}
