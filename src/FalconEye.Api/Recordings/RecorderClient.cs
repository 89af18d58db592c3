using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;
using FalconEye.Processes;

namespace FalconEye.Api.Recordings;

/// <summary>Talks to a recorder over HTTP.</summary>
internal sealed class RecorderClient(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A start waits for the first fragment on disk, a stop for the finished file.</summary>
    private static readonly TimeSpan ActionTimeout = TimeSpan.FromSeconds(30);

    /// <returns>What it is doing, or <see langword="null"/> when it does not answer.</returns>
    internal async Task<RecorderStatus?> ReadStatusAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(StatusTimeout, time, cancellationToken);
        try
        {
            return await http.GetFromJsonAsync(new Uri(address, "status"), WireJson.Default.RecorderStatus, deadline.Token);
        }
        catch (Exception e) when (IsNoAnswer(e, cancellationToken))
        {
            return null;
        }
    }

    /// <returns>The recorder's reply; no answer is a failure without a recording.</returns>
    internal Task<RecorderReply> StartAsync(Uri address, CancellationToken cancellationToken) => PostAsync(new Uri(address, "start"), null, cancellationToken);

    /// <inheritdoc cref="StartAsync"/>
    internal Task<RecorderReply> RecordOnEventsAsync(Uri address, EventRecording events, CancellationToken cancellationToken) =>
        PostAsync(new Uri(address, EventRecording.Path), JsonContent.Create(events, WireJson.Default.EventRecording), cancellationToken);

    /// <inheritdoc cref="StartAsync"/>
    internal Task<RecorderReply> StopAsync(Uri address, CancellationToken cancellationToken) => PostAsync(new Uri(address, "stop"), null, cancellationToken);

    private async Task<RecorderReply> PostAsync(Uri address, JsonContent? body, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(ActionTimeout, time, cancellationToken);
        try
        {
            using var response = await http.PostAsync(address, body, deadline.Token);
            return await response.Content.ReadFromJsonAsync(WireJson.Default.RecorderReply, deadline.Token)
                ?? new(false, "The recorder gave no answer.");
        }
        catch (Exception e) when (IsNoAnswer(e, cancellationToken))
        {
            return new(false, "The recorder does not answer.");
        }
    }

    private static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or JsonException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
