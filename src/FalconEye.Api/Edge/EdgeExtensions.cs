using System.Net;
using System.Net.Sockets;
using FalconEye.Api.Cameras.Live.Rtsp;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace FalconEye.Api.Edge;

/// <summary>What the server listens on, and what each connection and request passes first.</summary>
internal static partial class EdgeExtensions
{
    private const long MaxBodyBytes = 1024 * 1024;

    /// <summary>Listens as the options say.</summary>
    internal static WebApplicationBuilder AddEdge(this WebApplicationBuilder builder, ServerOptions options)
    {
        var services = builder.Services;
        services.AddSingleton<AllowedHosts>();
        services.AddSingleton<ServerCertificate>();
        services.AddSingleton<PlainRequests>();
        services.AddSingleton<ConnectionLimits>();
        services.AddSingleton<LongRequests>();
        services.AddForwardedCallers(options);
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = endPoint =>
            options.InternalListener is { } own && endPoint.Equals(own.EndPoint)
                ? own.Take()
                : Watched(SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint)));
        // The slim builder leaves out what this never uses, IIS and QUIC among it, and HTTPS until it is asked for.
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
            kestrel.Limits.MaxConcurrentConnections = options.Edge.MaxConnections + (options.Edge.MaxConnections / 4);
            kestrel.Limits.MaxConcurrentUpgradedConnections = options.Edge.MaxConnections;
            Listen(kestrel, options);
        });
        return builder;
    }

    /// <summary>The first steps of every request.</summary>
    internal static WebApplication UseEdge(this WebApplication app, ServerOptions options)
    {
        app.Use(app.Services.GetRequiredService<ConnectionLimits>().OnRequestAsync);
        if (options.InternalListener is { } own)
        {
            app.Use((context, next) =>
            {
                if (!own.Refuses(context))
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }

        return app.UseHostGuard().UseForwardedCallers(options);
    }

    /// <summary>Loads the certificate, and warns where the network is not encrypted.</summary>
    internal static void AnnounceEdge(this WebApplication app, ServerOptions options)
    {
        if (options.Tls.IsOn || options.RtspsPort > 0)
        {
            app.Services.GetRequiredService<ServerCertificate>().Load();
        }

        if (!options.Tls.IsOn && !TlsOptions.IsLoopback(options.Host) && options.Kubernetes is null)
        {
            LogPlain(app.Logger, options.Host);
        }

        if (app.Services.GetRequiredService<AllowedHosts>().AllowsAny)
        {
            LogAnyHost(app.Logger);
        }
    }

    /// <summary>
    /// Connections inherit it (Linux): a player of RTSP over UDP that lost its power is noticed after a minute, though nothing is written to it.
    /// </summary>
    private static Socket Watched(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        return socket;
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        var services = kestrel.ApplicationServices;
        var limits = services.GetRequiredService<ConnectionLimits>();
        if (options.InternalListener is { } own)
        {
            kestrel.Listen(own.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
        }

        ListenOn(options.Port, Configure);
        if (options.RtspPort > 0)
        {
            ListenOn(options.RtspPort, listen => ConfigureRtsp(listen, isEncrypted: false));
        }

        if (options.RtspsPort > 0)
        {
            ListenOn(options.RtspsPort, listen => ConfigureRtsp(listen, isEncrypted: true));
        }

        void ListenOn(int port, Action<ListenOptions> configure)
        {
            var host = options.Host.Trim('[', ']');
            if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                kestrel.ListenLocalhost(port, configure);
            }
            else if (IPAddress.TryParse(host, out var address))
            {
                kestrel.Listen(address, port, configure);
            }
            else
            {
                kestrel.ListenAnyIP(port, configure);
            }
        }

        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => limits.OnConnectionAsync(connection, next));
            if (!options.Tls.IsOn)
            {
                return;
            }

            var (plain, certificate) = (services.GetRequiredService<PlainRequests>(), services.GetRequiredService<ServerCertificate>());
            listen.Use(next => connection => plain.OnConnectionAsync(connection, next));
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificate.OfConnection()) });
        }

        void ConfigureRtsp(ListenOptions listen, bool isEncrypted)
        {
            listen.Use(next => connection => limits.OnConnectionAsync(connection, next));
            if (isEncrypted)
            {
                var certificate = services.GetRequiredService<ServerCertificate>();
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificate.OfConnection()) });
            }

            listen.UseConnectionHandler<RtspHandler>();
        }
    }

    [LoggerMessage(LogLevel.Warning, "TLS=off: passwords and pictures can be read on the network of {Host}")]
    private static partial void LogPlain(ILogger logger, string host);

    [LoggerMessage(LogLevel.Warning, "ALLOWED_HOSTS=*: a page of any site can reach this server from a browser in its network (DNS rebinding)")]
    private static partial void LogAnyHost(ILogger logger);
}
