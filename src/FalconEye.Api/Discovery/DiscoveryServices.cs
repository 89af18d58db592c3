using FalconEye.Discovery.Network;
using FalconEye.Discovery.Usb;

namespace FalconEye.Api.Discovery;

/// <summary>What looking for cameras is made of.</summary>
internal static class DiscoveryServices
{
    private const int MaxHeadKilobytes = 16;

    internal static WebApplicationBuilder AddDiscovery(this WebApplicationBuilder builder, ServerOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options.Discovery with { ServerPorts = [.. options.Ports], IsInCluster = options.Kubernetes is not null });
        services.AddSingleton(options.Discovery.Paths);
        services.AddSingleton<KnownHosts>();
        services.AddSingleton<UsbDevices>();
        services.AddSingleton<UsbScan>();
        services.AddSingleton<SocketBudget>();
        services.AddSingleton<PortSweep>();
        services.AddSingleton<RtspIdentification>();
        services.AddSingleton<HttpIdentification>();
        services.AddSingleton<OnvifIdentification>();
        services.AddSingleton<HostIdentification>();
        services.AddSingleton<NetworkScan>();
        services.AddSingleton<SharedNetworkScan>();
        services.AddScoped<CameraScan>();
        services.AddHttpClient(HttpIdentification.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = MaxHeadKilobytes,
        });
        return builder;
    }
}
