using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;
using MQTTnet;
using MQTTnet.Protocol;

namespace FalconEye.Api.Tests.HomeAssistant;

/// <summary>A mosquitto, and a client that knows what it keeps.</summary>
internal sealed class MqttBroker : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, byte[]> _kept = new();
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly int _port = FreePort.Next();
    private RunningProgram? _program;

    /// <summary>Where it is.</summary>
    internal string Url => $"mqtt://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Topics for which it keeps a message.</summary>
    internal IReadOnlyCollection<string> Topics => [.. _kept.Keys];

    internal static async Task<MqttBroker> StartAsync(CancellationToken ct)
    {
        MqttBroker broker = new();
        await File.WriteAllTextAsync(broker._folder["mosquitto.conf"], $"listener {broker._port} 127.0.0.1\nallow_anonymous true\n", ct);
        broker._program = RunningProgram.Start("/usr/sbin/mosquitto", new Dictionary<string, string>(), "-c", broker._folder["mosquitto.conf"]);
        broker._client.ApplicationMessageReceivedAsync += message =>
        {
            broker.Take(message.ApplicationMessage);
            return Task.CompletedTask;
        };
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker._port).Build();
        await Eventually.HoldsAsync(() => broker.ConnectsAsync(options, ct), "the broker listens", ct, Deadline);
        await broker._client.SubscribeAsync("#", MqttQualityOfServiceLevel.AtLeastOnce, ct);
        return broker;
    }

    /// <summary>The text that it keeps for a topic; <see langword="null"/> when it keeps none.</summary>
    internal string? TextOf(string topic) => _kept.TryGetValue(topic, out var payload) ? Encoding.UTF8.GetString(payload) : null;

    /// <summary>The bytes that it keeps for a topic.</summary>
    internal byte[]? PayloadOf(string topic) => _kept.GetValueOrDefault(topic);

    /// <summary>Waits until it keeps a text for a topic, or none.</summary>
    internal Task KeepsAsync(string topic, string? text, CancellationToken ct) =>
        Eventually.HoldsAsync(() => TextOf(topic) == text, $"{topic} is {text ?? "empty"}", ct, Deadline);

    internal Task PublishAsync(string topic, string text, CancellationToken ct, bool isKept = false) => _client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(text).WithRetainFlag(isKept).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(),
        ct);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<bool> ConnectsAsync(MqttClientOptions options, CancellationToken ct)
    {
        try
        {
            await _client.ConnectAsync(options, ct);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
    }

    private void Take(MqttApplicationMessage message)
    {
        // Commands are not kept.
        if (message.Topic.EndsWith("/set", StringComparison.Ordinal))
        {
            return;
        }

        if (message.Payload.Length == 0)
        {
            _kept.TryRemove(message.Topic, out _);
        }
        else
        {
            _kept[message.Topic] = System.Buffers.BuffersExtensions.ToArray(message.Payload);
        }
    }
}
