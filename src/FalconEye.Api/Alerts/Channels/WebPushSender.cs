using System.Globalization;
using FalconEye.Api.Alerts.Push;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using FalconEye.Data.Auth;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>
/// Sends to the devices of all users who may see what an alert is about, as their rights are now. It is delivered when one device has it:
/// it is tried again only while none has, so that no device that works waits for one that does not.
/// </summary>
internal sealed class WebPushSender(FalconEyeContext database, PushDevices devices, PushClient push, VapidKeys keys) : IAlertSender
{
    private const int DevicesAtOnce = 32;

    /// <inheritdoc/>
    public AlertChannelKind Kind => AlertChannelKind.WebPush;

    /// <inheritdoc/>
    public async Task SendAsync(ChannelSettings settings, OutgoingAlert alert, CancellationToken cancellationToken)
    {
        using var key = await keys.ReadAsync(cancellationToken) ?? throw new AlertSendException("The server's key for Web Push cannot be read.");
        var recipients = await FindRecipientsAsync(alert.Message.CameraId, cancellationToken);
        if (recipients is [])
        {
            throw new AlertSendException("No device of a user who may see this has notifications turned on.", isFinal: true);
        }

        var message = PushMessage.Of(alert.Message);
        var outcomes = new (Guid Device, PushOutcome Outcome)[recipients.Count];
        await Parallel.ForAsync(
            0,
            recipients.Count,
            new ParallelOptions { MaxDegreeOfParallelism = DevicesAtOnce, CancellationToken = cancellationToken },
            async (index, ending) => outcomes[index] =
                (recipients[index].Id, await push.SendAsync(AlertJson.Read<PushSubscription>(recipients[index].Subscription), message, key, ending)));
        await devices.NoteAsync(outcomes, cancellationToken);
        if (!outcomes.Any(one => one.Outcome.Error is null))
        {
            var example = outcomes[0].Outcome.Error;
            throw new AlertSendException(
                string.Create(CultureInfo.InvariantCulture, $"None of {outcomes.Length} devices was reached. {example}"),
                Array.TrueForAll(outcomes, one => one.Outcome.IsGone || one.Outcome.IsFinal));
        }
    }

    /// <summary>What is about no camera is for administrators, as in the list of deliveries.</summary>
    private async Task<List<PushDevice>> FindRecipientsAsync(Guid? cameraId, CancellationToken cancellationToken)
    {
        var all = await database.PushDevices.AsNoTracking()
            .Join(database.Users.AsNoTracking(), device => device.UserId, user => user.Id, (device, user) => new { Device = device, user.Role, user.CameraIds })
            .ToListAsync(cancellationToken);
        return [.. all.Where(row => row.Device.Subscription != PushDevice.Unreadable && MayBeTold(row.Role, row.CameraIds, cameraId)).Select(row => row.Device)];
    }

    private static bool MayBeTold(UserRole role, IReadOnlyList<Guid>? cameras, Guid? cameraId) =>
        role != UserRole.None
        && (cameraId is { } id ? cameras is null || cameras.Contains(id) : role == UserRole.Administrator && cameras is null);
}
