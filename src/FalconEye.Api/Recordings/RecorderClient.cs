using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Api.Recordings;

/// <summary>Talks to a recorder over HTTP.</summary>
internal sealed class RecorderClient(HttpClient http)
{
    private static readonly TimeSpan StatusPatience = TimeSpan.FromSeconds(2);

    /// <summary>A start waits for the first picture on disk, a stop for the finished file.</summary>
    private static readonly TimeSpan ActionPatience = TimeSpan.FromSeconds(30);

    /// <returns>What it is doing, or <see langword="null"/> when it does not answer.</returns>
    internal async Task<RecorderStatus?> ReadStatusAsync(Uri address, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StatusPatience);
        try
        {
            return await http.GetFromJsonAsync(new Uri(address, "status"), WireJson.Default.RecorderStatus, patience.Token);
        }
        catch (Exception e) when (IsNoAnswer(e, cancellationToken))
        {
            return null;
        }
    }

    /// <returns>The recorder's reply; one that does not come is told as a failure.</returns>
    internal Task<RecorderReply> StartAsync(Uri address, CancellationToken cancellationToken) => PostAsync(new Uri(address, "start"), cancellationToken);

    /// <inheritdoc cref="StartAsync"/>
    internal Task<RecorderReply> StopAsync(Uri address, CancellationToken cancellationToken) => PostAsync(new Uri(address, "stop"), cancellationToken);

    private async Task<RecorderReply> PostAsync(Uri address, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ActionPatience);
        try
        {
            using var response = await http.PostAsync(address, null, patience.Token);
            return await response.Content.ReadFromJsonAsync(WireJson.Default.RecorderReply, patience.Token)
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
