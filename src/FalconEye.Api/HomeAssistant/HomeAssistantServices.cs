namespace FalconEye.Api.HomeAssistant;

/// <summary>What the bridge to Home Assistant is made of.</summary>
internal static class HomeAssistantServices
{
    /// <summary>Adds it, if a broker is named.</summary>
    internal static IServiceCollection AddHomeAssistant(this IServiceCollection services, ServerOptions options)
    {
        if (options.HomeAssistant is not { } bridge)
        {
            return services;
        }

        BridgeTopics topics = new(bridge);
        services.AddSingleton(bridge);
        services.AddSingleton(topics);
        services.AddSingleton(new DeviceDiscovery(bridge, topics, options.Alerts.PublicUrl));
        services.AddScoped<BridgeStates>();
        services.AddScoped<BridgeCommands>();
        services.AddHostedService<HomeAssistantBridge>();
        return services;
    }
}
