using System.Net;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Keys;
using Microsoft.AspNetCore.HttpOverrides;

namespace FalconEye.Api.Edge;

/// <summary>
/// Who is calling, behind proxies. Each hop of <c>X-Forwarded-For</c> is checked against <c>KNOWN_PROXIES</c>, from the right: the first
/// address that is no known proxy is the caller's. In a cluster recorders and proxies share the pod network, so there the dashboard's
/// nginx shows a secret (<c>PROXY_SECRET</c>), and the headers of everyone else are dropped.
/// </summary>
internal static partial class ForwardedCallers
{
    /// <summary>The header by which the dashboard's proxy proves itself.</summary>
    internal const string SecretHeader = "X-FalconEye-Proxy";

    private const string ForHeader = "X-Forwarded-For";
    private const string ProtoHeader = "X-Forwarded-Proto";
    private static readonly object ByKnownProxy = new();

    internal static void AddForwardedCallers(this IServiceCollection services, ServerOptions options) =>
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = options.Auth.KnownProxies.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.Auth.KnownProxies)
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });

    /// <summary>Drops headers of senders that are not believed, and takes the caller's address from those of the others.</summary>
    internal static WebApplication UseForwardedCallers(this WebApplication app, ServerOptions options)
    {
        var warned = 0;
        app.Use((context, next) =>
        {
            var headers = context.Request.Headers;
            var isKnown = IsKnownProxy(context, options);
            headers.Remove(SecretHeader);
            if (isKnown)
            {
                context.Items[ByKnownProxy] = true;
            }
            else if (headers.Remove(ForHeader) | headers.Remove(ProtoHeader) && Interlocked.Exchange(ref warned, 1) == 0)
            {
                LogUnknownProxy(app.Logger, ClientAddress.Of(context));
            }

            return next(context);
        });
        return (WebApplication)app.UseForwardedHeaders();
    }

    /// <summary>Whether a known proxy handed the request on.</summary>
    internal static bool CameByKnownProxy(HttpContext context) => context.Items.ContainsKey(ByKnownProxy);

    /// <summary>Whether an address is one of the proxies that are known.</summary>
    internal static bool IsKnown(IPAddress address, IReadOnlyList<System.Net.IPNetwork> proxies) =>
        proxies.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private static bool IsKnownProxy(HttpContext context, ServerOptions options) =>
        IsKnown(ClientAddress.Of(context), options.Auth.KnownProxies)
        && (options.Edge.ProxySecret is not { } secret || Secret.AreEqual(context.Request.Headers[SecretHeader].ToString(), secret));

    [LoggerMessage(LogLevel.Warning, "Ignoring X-Forwarded-For and X-Forwarded-Proto from {Address}, which is no known proxy. If it is yours, name it in KNOWN_PROXIES")]
    private static partial void LogUnknownProxy(ILogger logger, IPAddress address);
}
