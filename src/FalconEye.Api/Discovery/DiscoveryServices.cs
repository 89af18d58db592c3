using FalconEye.Api.Discovery.Network;
using FalconEye.Api.Discovery.Usb;

namespace FalconEye.Api.Discovery;

/// <summary>What looking for cameras is made of.</summary>
internal static class DiscoveryServices
{
    private const int MaxHeadKilobytes = 16;

    internal static WebApplicationBuilder AddDiscovery(this WebApplicationBuilder builder, DiscoveryOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options.Paths);
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
