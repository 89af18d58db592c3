using FalconEye.Api.Alerts.Channels;
using FalconEye.Api.Alerts.Deliveries;
using FalconEye.Api.Alerts.Modes;
using FalconEye.Api.Alerts.Push;
using FalconEye.Api.Alerts.Rules;

namespace FalconEye.Api.Alerts;

/// <summary>What alerts are made of.</summary>
internal static class AlertServices
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    internal static IServiceCollection AddAlerts(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options.Alerts);
        services.AddSingleton<AlertDialer>();
        services.AddHttpClient<HttpAlerts>(client => client.Timeout = AnswerTimeout)
            .ConfigurePrimaryHttpMessageHandler(provider => HandlerOf(provider.GetRequiredService<AlertDialer>().ConnectAsync))

            // The address of a bot contains its token.
            .RemoveAllLoggers();
        services.AddHttpClient<PushClient>(client => client.Timeout = AnswerTimeout)
            .ConfigurePrimaryHttpMessageHandler(provider => HandlerOf(provider.GetRequiredService<AlertDialer>().ConnectPublicAsync))

            // The address of a browser is a secret of its user.
            .RemoveAllLoggers();
        services.AddScoped<IAlertSender, WebhookSender>();
        services.AddScoped<IAlertSender, EmailSender>();
        services.AddScoped<IAlertSender, TelegramSender>();
        services.AddScoped<IAlertSender, NtfySender>();
        services.AddScoped<IAlertSender, MqttSender>();
        services.AddScoped<IAlertSender, WebPushSender>();
        services.AddScoped<VapidKeys>();
        services.AddScoped<PushDevices>();
        services.AddScoped<ChannelService>();
        services.AddScoped<RuleService>();
        services.AddScoped<AlertModeService>();
        services.AddScoped<AlertEvaluation>();
        services.AddScoped<DeliveryAttempt>();
        services.AddScoped<DeliveryLog>();
        services.AddHostedService<AlertLoop>();
        return services;
    }

    private static SocketsHttpHandler HandlerOf(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        ConnectCallback = connect,
    };
}
