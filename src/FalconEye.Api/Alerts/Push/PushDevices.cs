using System.Net.Sockets;
using FalconEye.Api.Alerts.Channels;
using FalconEye.Api.Auth.Login;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Push;

/// <summary>A user's own devices: each sees, tries and removes theirs only.</summary>
internal sealed class PushDevices(
    FalconEyeContext database, AlertDialer dialer, VapidKeys keys, PushClient push, ChannelService channels, AlertOptions options, TimeProvider time)
{
    private const int MaxDevices = 10;
    private const string NoKey = "The server's key for Web Push cannot be read: restore master.key of the data directory, or DATA_PROTECTION_KEY.";

    internal async Task<Result<DeviceListResponse>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        using var key = await keys.ReadAsync(cancellationToken);
        if (key is null)
        {
            return Refusal.Unavailable(NoKey);
        }

        var devices = await database.PushDevices.AsNoTracking().Where(device => device.UserId == userId)
            .OrderBy(device => device.Name).ThenBy(device => device.Id).ToListAsync(cancellationToken);
        return new DeviceListResponse(VapidToken.PublicKeyOf(key), devices.ConvertAll(DeviceResponse.From));
    }

    /// <summary>
    /// Adds a browser, or takes note of it again: of the login that it is in now, and of the user who uses it now. A new one brings the channel
    /// that reaches devices, if there is none.
    /// </summary>
    internal async Task<AlertResult<PushDevice>> AddAsync(AddDeviceRequest request, Guid userId, Guid sessionId, CancellationToken cancellationToken)
    {
        var subscription = new PushSubscription(request.Endpoint!, request.Keys!.P256dh!, request.Keys.Auth!);
        if (subscription.Problems() is { Count: > 0 } problems)
        {
            return problems;
        }

        if (await FindAddressProblemAsync(new Uri(subscription.Endpoint), cancellationToken) is { } problem)
        {
            return new Dictionary<string, string[]> { ["endpoint"] = [problem] };
        }

        await using var transaction = await database.BeginExclusiveAsync(cancellationToken);
        if (!await database.Sessions.AnyAsync(session => session.Id == sessionId, cancellationToken))
        {
            // It was ended after this request was let in, and with it the devices: none may come after that.
            return Refusal.Forbidden("This login has ended. Log in again.");
        }

        var hash = subscription.EndpointHash();
        var device = await database.PushDevices.FirstOrDefaultAsync(known => known.EndpointHash == hash, cancellationToken);
        if (device?.UserId != userId && await database.PushDevices.CountAsync(known => known.UserId == userId, cancellationToken) >= MaxDevices)
        {
            return Refusal.Conflict($"You have {MaxDevices} devices, which is the most. Remove those that you do not use any more.");
        }

        if (device is null)
        {
            device = new PushDevice
            {
                Id = Guid.CreateVersion7(),
                UserId = userId,
                SessionId = sessionId,
                Name = request.Name!,
                EndpointHash = hash,
                Subscription = AlertJson.Write(subscription),
                CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            database.PushDevices.Add(device);
            await channels.EnsureDeviceChannelAsync(cancellationToken);
        }
        else if (device.UserId != userId && AlertJson.Read<PushSubscription>(device.Subscription) != subscription)
        {
            // The address alone does not show that this is the browser; its secret does.
            return Refusal.Conflict("This subscription is another user's. Turn notifications off and on again in this browser.");
        }
        else
        {
            (device.UserId, device.SessionId, device.Name) = (userId, sessionId, request.Name!);
            (device.Subscription, device.Error) = (AlertJson.Write(subscription), null);
        }

        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return device;
    }

    internal async Task<Refusal?> DeleteAsync(Guid id, Guid userId, CancellationToken cancellationToken) =>
        await database.PushDevices.Where(device => device.Id == id && device.UserId == userId).ExecuteDeleteAsync(cancellationToken) == 0
            ? NotFound(id)
            : null;

    /// <summary>Sends a message that says that notifications work, to one device.</summary>
    internal async Task<Result<DeviceTestResponse>> TestAsync(Guid id, Guid userId, CancellationToken cancellationToken)
    {
        var device = await database.PushDevices.AsNoTracking().FirstOrDefaultAsync(known => known.Id == id && known.UserId == userId, cancellationToken);
        if (device is null)
        {
            return NotFound(id);
        }

        using var key = await keys.ReadAsync(cancellationToken);
        if (key is null || device.Subscription == PushDevice.Unreadable)
        {
            return Refusal.Unavailable(NoKey);
        }

        var message = PushMessage.Of(AlertMessage.OfTest(time.GetUtcNow().UtcDateTime, options.PublicUrl) with { Text = "Alerts reach this device." });
        var outcome = await push.SendAsync(AlertJson.Read<PushSubscription>(device.Subscription), message, key, cancellationToken);
        await NoteAsync([(device.Id, outcome)], cancellationToken);
        return new DeviceTestResponse(outcome.Error is null, outcome.Error);
    }

    /// <summary>Notes what became of messages, and removes the devices whose subscriptions have ended.</summary>
    internal async Task NoteAsync(IReadOnlyList<(Guid Device, PushOutcome Outcome)> sent, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var gone = sent.Where(one => one.Outcome.IsGone).Select(one => one.Device).ToList();
        var reached = sent.Where(one => one.Outcome.Error is null).Select(one => one.Device).ToList();
        await database.PushDevices.Where(device => gone.Contains(device.Id)).ExecuteDeleteAsync(cancellationToken);
        await database.PushDevices.Where(device => reached.Contains(device.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(device => device.DeliveredAt, now).SetProperty(device => device.Error, (string?)null), cancellationToken);
        foreach (var (id, outcome) in sent.Where(one => one.Outcome is { IsGone: false, Error: not null }))
        {
            await database.PushDevices.Where(device => device.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(device => device.Error, outcome.Error), cancellationToken);
        }
    }

    /// <summary>A name that leads nowhere at this moment is looked up again whenever something is sent.</summary>
    private async Task<string?> FindAddressProblemAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        try
        {
            await dialer.ResolvePublicAsync(endpoint.IdnHost, endpoint.Port, cancellationToken);
            return null;
        }
        catch (ForbiddenAddressException e)
        {
            return e.Message;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static Refusal NotFound(Guid id) => Refusal.NotFound($"You have no device {id}.");
}
