using FalconEye.Api.Alerts.Channels;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using FalconEye.Processes;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Deliveries;

/// <summary>Tries one delivery: claims it, sends it, notes what became of it.</summary>
internal sealed partial class DeliveryAttempt(
    FalconEyeContext database, IEnumerable<IAlertSender> senders, TimeProvider time, ILogger<DeliveryAttempt> logger)
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// A server that ends while it sends leaves its claim behind; after this another attempt follows, with the same key, since it is not known
    /// whether the first one arrived.
    /// </summary>
    private static readonly TimeSpan ClaimTime = TimeSpan.FromMinutes(1);

    /// <summary>Tries a delivery that is due.</summary>
    /// <returns>Whether the channel can take the next one at once.</returns>
    internal async Task<bool> RunAsync(long id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claimed = await database.AlertDeliveries
            .Where(row => row.Id == id && (row.State == DeliveryState.Pending || row.State == DeliveryState.Sending) && row.NextAttemptAt <= now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, DeliveryState.Sending)
                    .SetProperty(row => row.NextAttemptAt, now + ClaimTime)
                    .SetProperty(row => row.Attempts, row => row.Attempts + 1),
                cancellationToken);
        if (claimed == 0 || await database.AlertDeliveries.FindAsync([id], cancellationToken) is not { } delivery)
        {
            return false;
        }

        var failure = await SendAsync(delivery, cancellationToken);
        Note(delivery, failure);
        await database.SaveChangesAsync(cancellationToken);
        return delivery.State != DeliveryState.Pending;
    }

    private void Note(AlertDelivery delivery, AlertSendException? failure)
    {
        var now = time.GetUtcNow().UtcDateTime;
        delivery.Error = failure is null ? null : Shorten(failure.Message);
        if (failure is null)
        {
            (delivery.State, delivery.FinishedAt) = (DeliveryState.Delivered, now);
        }
        else if (!failure.IsFinal && delivery.Phase != AlertPhase.Test && DeliveryBackoff.Next(delivery.Attempts, delivery.CreatedAt, now) is { } next)
        {
            (delivery.State, delivery.NextAttemptAt) = (DeliveryState.Pending, next);
        }
        else
        {
            (delivery.State, delivery.FinishedAt) = (DeliveryState.Failed, now);
        }
    }

    /// <returns>Why it was not sent; <see langword="null"/> when it was.</returns>
    private async Task<AlertSendException?> SendAsync(AlertDelivery delivery, CancellationToken cancellationToken)
    {
        var channel = await database.AlertChannels.AsNoTracking().SingleAsync(row => row.Id == delivery.ChannelId, cancellationToken);
        var picture = await database.EventPictures.AsNoTracking().Where(row => row.EventId == delivery.EventId).Select(row => row.Jpeg)
            .FirstOrDefaultAsync(cancellationToken);
        var alert = new OutgoingAlert(delivery.Key, AlertJson.Read<AlertMessage>(delivery.Message), picture);
        using var deadline = Deadline.After(SendTimeout, time, cancellationToken);
        try
        {
            await senders.Single(sender => sender.Kind == channel.Kind).SendAsync(AlertJson.Read<ChannelSettings>(channel.Settings), alert, deadline.Token);
            return null;
        }
        catch (AlertSendException e)
        {
            return e;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AlertSendException($"{channel.Name} did not answer within {SendTimeout.TotalSeconds} s.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Noted as a failed attempt like others: one that is not would be claimed again for ever, and hold up what waits behind it. Its
            // message may quote the channel's settings.
            LogUnexpected(delivery.Id, e.GetType().Name);
            return new AlertSendException($"The message could not be sent ({e.GetType().Name}).");
        }
    }

    [LoggerMessage(LogLevel.Error, "Delivery {DeliveryId} failed by {Exception}, which is an error of FalconEye or of the channel's settings")]
    private partial void LogUnexpected(long deliveryId, string exception);

    private static string Shorten(string text) => text.Length > 1000 ? text[..1000] : text;
}
