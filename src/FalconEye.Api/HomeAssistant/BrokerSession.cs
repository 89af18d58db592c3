using System.Text;
using System.Threading.Channels;
using FalconEye.Api.Events;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace FalconEye.Api.HomeAssistant;

/// <summary>A connection to the broker, and what it is known to keep.</summary>
internal sealed class BrokerSession : IAsyncDisposable
{
    private const int MaxCommandBytes = 20;
    private const int MostCommands = 100;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(2);

    private readonly HomeAssistantOptions _options;
    private readonly BridgeTopics _topics;
    private readonly ChangeSignal _signal;
    private readonly TimeProvider _time;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<(string Topic, string Payload)> _commands = Channel.CreateBounded<(string, string)>(MostCommands);
    private readonly Dictionary<string, RetainedMessage> _retained = [];
    private readonly HashSet<Guid> _found = [];
    private readonly Lock _lock = new();

    internal BrokerSession(HomeAssistantOptions options, BridgeTopics topics, ChangeSignal signal, TimeProvider time)
    {
        (_options, _topics, _signal, _time) = (options, topics, signal, time);
        _client.ApplicationMessageReceivedAsync += message =>
        {
            Take(message.ApplicationMessage);
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += _ =>
        {
            _lost.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes when the connection is lost.</summary>
    internal Task Lost => _lost.Task;

    /// <summary>Commands in their order. What comes while too many wait is dropped.</summary>
    internal ChannelReader<(string Topic, string Payload)> Commands => _commands.Reader;

    /// <summary>Connects, and says that the server is there; the broker says the opposite when the connection is lost.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        // Version 3.1.1, which every broker speaks.
        var options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithTcpServer(_options.Host, _options.Port)
            .WithTlsOptions(tls => tls.UseTls(_options.UsesTls).WithTargetHost(_options.Host))
            .WithClientId($"{_options.Prefix}-server")
            .WithKeepAlivePeriod(KeepAlive)
            .WithWillTopic(_topics.Status)
            .WithWillPayload("offline")
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (_options.UserName is { } user)
        {
            options.WithCredentials(user, _options.Password ?? "");
        }

        var connected = await _client.ConnectAsync(options.Build(), cancellationToken);
        if (connected.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new IOException($"The broker refuses: {connected.ResultCode}.");
        }

        // Devices of cameras that were deleted while there was no connection are found by what the broker has kept.
        await SubscribeAsync(_topics.AnyDiscovery, cancellationToken);
        if (_options.AcceptsCommands)
        {
            await SubscribeAsync(_topics.AnyRecordingCommand, cancellationToken);
            await SubscribeAsync(_topics.ModeCommand, cancellationToken);
        }

        await PublishAsync(_topics.Status, Encoding.UTF8.GetBytes("online"), cancellationToken);
    }

    /// <summary>Makes the broker keep these messages and no others of ours.</summary>
    /// <param name="messages">By topic.</param>
    /// <param name="cameras">All cameras there are.</param>
    /// <param name="readPicture">Reads an event's picture.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task RetainAsync(
        IReadOnlyDictionary<string, RetainedMessage> messages,
        IReadOnlySet<Guid> cameras,
        Func<long, CancellationToken, Task<byte[]?>> readPicture,
        CancellationToken cancellationToken)
    {
        foreach (var topic in TakeFound().Where(camera => !cameras.Contains(camera)).SelectMany(_topics.RetainedOf))
        {
            _retained.TryAdd(topic, RetainedMessage.Unknown);
        }

        // What is gone first, so that a topic that is used again is not emptied.
        foreach (var topic in _retained.Keys.Where(topic => !messages.ContainsKey(topic)).ToList())
        {
            await PublishAsync(topic, [], cancellationToken);
            _retained.Remove(topic);
        }

        foreach (var (topic, message) in messages.Where(message => !message.Value.Equals(_retained.GetValueOrDefault(message.Key))))
        {
            var payload = message.PictureOf is { } picture ? await readPicture(picture, cancellationToken) : Encoding.UTF8.GetBytes(message.Text);
            if (payload is not null)
            {
                await PublishAsync(topic, payload, cancellationToken);
                _retained[topic] = message;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            using CancellationTokenSource timeout = new(GoodbyeTimeout, _time);
            try
            {
                await PublishAsync(_topics.Status, Encoding.UTF8.GetBytes("offline"), timeout.Token);
                await _client.DisconnectAsync(cancellationToken: timeout.Token);
            }
            catch (Exception e) when (BridgeFailure.IsExpected(e) || e is OperationCanceledException)
            {
                // The broker says so by the last will.
            }
        }

        _client.Dispose();
    }

    private async Task SubscribeAsync(string filter, CancellationToken cancellationToken) =>
        await _client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);

    private async Task PublishAsync(string topic, byte[] payload, CancellationToken cancellationToken)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag()
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        var published = await _client.PublishAsync(message, cancellationToken);
        if (!published.IsSuccess)
        {
            throw new IOException($"The broker does not take {topic}: {published.ReasonCode}.");
        }
    }

    private void Take(MqttApplicationMessage message)
    {
        if (_topics.CameraOfDiscovery(message.Topic) is { } camera)
        {
            if (message is { Retain: true, Payload.Length: > 0 })
            {
                lock (_lock)
                {
                    _found.Add(camera);
                }

                _signal.Set();
            }
        }
        else if (_options.AcceptsCommands && !message.Retain && message.Payload.Length <= MaxCommandBytes && !message.Topic.StartsWith($"{_options.DiscoveryPrefix}/", StringComparison.Ordinal))
        {
            // A command that the broker has kept is not one of now: it would be carried out again at each connection.
            _commands.Writer.TryWrite((message.Topic, message.ConvertPayloadToString() ?? ""));
        }
    }

    private List<Guid> TakeFound()
    {
        lock (_lock)
        {
            List<Guid> found = [.. _found];
            _found.Clear();
            return found;
        }
    }
}
