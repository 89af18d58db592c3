using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Data.Postgres;
using FalconEye.Processes;

namespace FalconEye.Api.Events;

/// <summary>
/// Carries events, and who signed out, between the replicas of the server through the database that they share, so that clients of
/// one sees what another did. What cannot be carried, because it is too long or a connection was lost, is sent as <c>reset</c>: clients
/// load everything again.
/// </summary>
internal sealed partial class ReplicaEvents(
    EventStream events, ActiveRequests live, PostgresNotifications notifications, TimeProvider time, ILogger<ReplicaEvents> logger) : BackgroundService
{
    private const char Separator = ' ';
    private const string AllUsers = "-";

    /// <summary>Not for clients: whose requests end, since they signed out at another replica.</summary>
    private const string SignOutKind = "sign_out";

    private const int Backlog = 1024;

    /// <summary>Tells this process' messages, which come back to it, from those of others.</summary>
    private readonly string _origin = Guid.NewGuid().ToString("N")[..8];

    private readonly Channel<string> _outgoing = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>What a process that publishes no events of its own sends after it has changed something.</summary>
    internal static string Reset { get; } = MessageOf("cleanup", ServerEvent.Reset);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        events.Published += Send;
        live.Ended += Send;
        try
        {
            await Task.WhenAll(SendAsync(stoppingToken), ListenAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
        finally
        {
            events.Published -= Send;
            live.Ended -= Send;
        }
    }

    private void Send(ServerEvent item)
    {
        var message = MessageOf(_origin, item);
        _outgoing.Writer.TryWrite(
            Encoding.UTF8.GetByteCount(message) <= PostgresNotifications.MaxMessageLength ? message : MessageOf(_origin, ServerEvent.Reset));
    }

    private void Send(SignOut signOut) =>
        _outgoing.Writer.TryWrite(string.Join(Separator, _origin, SignOutKind, AllUsers, JsonSerializer.Serialize(signOut, JsonSerializerOptions.Default)));

    private static string MessageOf(string origin, ServerEvent item) =>
        string.Join(Separator, origin, item.Kind, item.CameraId?.ToString() ?? AllUsers, item.Json);

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var backoff = Backoff.Standard();
        await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await notifications.SendAsync(message, cancellationToken);
                backoff.Reset();
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // The others have lost the database, too, and reset when they have it back.
                LogFailed(e.Message);
                await Task.Delay(backoff.Next(), time, cancellationToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var backoff = Backoff.Standard();
        var isFirst = true;
        while (true)
        {
            try
            {
                await foreach (var message in notifications.ListenAsync(cancellationToken))
                {
                    backoff.Reset();
                    Take(message, isFirst);
                    isFirst = false;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e.Message);
                await Task.Delay(backoff.Next(), time, cancellationToken);
            }
        }
    }

    /// <summary>The start of listening means that something may have been missed, unless it is the first.</summary>
    private void Take(string? message, bool isFirst)
    {
        if (message is null)
        {
            if (!isFirst)
            {
                events.Take(ServerEvent.Reset);
            }
        }
        else if (message.Split(Separator, 4) is [var origin, var kind, var camera, var json] && origin != _origin)
        {
            if (kind == SignOutKind)
            {
                live.EndHere(JsonSerializer.Deserialize<SignOut>(json, JsonSerializerOptions.Default)!);
                return;
            }

            events.Take(new ServerEvent(null, kind, Guid.TryParse(camera, out var id) ? id : null, json));
        }
    }

    [LoggerMessage(LogLevel.Warning, "Events of other replicas are not to be had; it is tried again: {Problem}")]
    private partial void LogFailed(string problem);
}
