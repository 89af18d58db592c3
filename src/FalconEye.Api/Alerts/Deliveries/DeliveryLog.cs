using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Deliveries;

/// <summary>Lists deliveries, and tries channels.</summary>
internal sealed class DeliveryLog(FalconEyeContext database, DeliveryAttempt attempt, AlertOptions options, TimeProvider time)
{
    /// <summary>Those about cameras that the caller may use; what is about none is for administrators.</summary>
    internal async Task<DeliveryListResponse> ListAsync(
        Caller caller, Guid? channel, DeliveryState? state, long? before, int limit, CancellationToken cancellationToken)
    {
        var rows = database.AlertDeliveries.AsNoTracking()
            .Where(row => channel == null || row.ChannelId == channel)
            .Where(row => state == null || row.State == state)
            .Where(row => before == null || row.Id < before);
        rows = caller.Cameras is { } own ? rows.Where(row => row.CameraId != null && own.Contains(row.CameraId.Value))
            : caller.IsAdministrator ? rows
            : rows.Where(row => row.CameraId != null);
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return new([.. page.Take(limit).Select(row => DeliveryResponse.From(row, caller.IsAdministrator))], page.Count > limit ? page[limit - 1].Id : null);
    }

    /// <summary>Sends a message that says that the channel works, once, and waits for the outcome.</summary>
    internal async Task<Result<AlertDelivery>> TryChannelAsync(Guid channelId, CancellationToken cancellationToken)
    {
        if (await database.AlertChannels.AsNoTracking().FirstOrDefaultAsync(row => row.Id == channelId, cancellationToken) is not { } channel)
        {
            return new Refusal(RefusalKind.NotFound, $"There is no channel {channelId}.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var delivery = new AlertDelivery
        {
            Key = Guid.NewGuid(),
            ChannelId = channel.Id,
            ChannelName = channel.Name,
            Phase = AlertPhase.Test,
            Message = AlertJson.Write(AlertMessage.OfTest(now, options.PublicUrl)),
            NextAttemptAt = now,
            CreatedAt = now,
        };
        database.AlertDeliveries.Add(delivery);
        await database.SaveChangesAsync(cancellationToken);
        database.ChangeTracker.Clear();
        await attempt.RunAsync(delivery.Id, cancellationToken);
        return await database.AlertDeliveries.AsNoTracking().SingleAsync(row => row.Id == delivery.Id, cancellationToken);
    }
}
