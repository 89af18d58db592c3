using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Adds, changes and deletes channels.</summary>
internal sealed class ChannelService(FalconEyeContext database, TimeProvider time)
{
    private const int MaxChannels = 50;

    /// <summary>The one channel to devices: two would tell each device twice.</summary>
    private static readonly Guid DeviceChannelId = new("64657669-6365-4000-8000-000000000001");

    internal async Task<IReadOnlyList<AlertChannel>> ListAsync(CancellationToken cancellationToken) =>
        await database.AlertChannels.AsNoTracking().OrderBy(channel => channel.Name).ThenBy(channel => channel.Id).ToListAsync(cancellationToken);

    internal async Task<AlertResult<AlertChannel>> AddAsync(CreateChannelRequest request, CancellationToken cancellationToken)
    {
        if (!ChannelKinds.TryParse(request.Kind, out var kind))
        {
            return Invalid("kind", ChannelKinds.Problem);
        }

        if (kind == AlertChannelKind.WebPush && await database.AlertChannels.AnyAsync(known => known.Kind == kind, cancellationToken))
        {
            return Invalid("kind", "There is a channel to devices already: it reaches all of them.");
        }

        if (await database.AlertChannels.CountAsync(cancellationToken) >= MaxChannels)
        {
            return Invalid("name", $"There are {MaxChannels} channels already, which is the most.");
        }

        var settings = request.Settings!.WithSecretsOf(new ChannelSettings());
        if (ChannelCheck.ProblemsOf(kind, settings) is { Count: > 0 } problems)
        {
            return problems;
        }

        var channel = New(kind, request.Name!, settings, request.Enabled);
        database.AlertChannels.Add(channel);
        await database.SaveChangesAsync(cancellationToken);
        return channel;
    }

    /// <summary>Adds, without storing it yet, the channel to devices if there is none; the caller is the only one who does.</summary>
    internal async Task EnsureDeviceChannelAsync(CancellationToken cancellationToken)
    {
        if (!await database.AlertChannels.AnyAsync(known => known.Kind == AlertChannelKind.WebPush, cancellationToken))
        {
            database.AlertChannels.Add(New(AlertChannelKind.WebPush, "Devices", new ChannelSettings(), isEnabled: true));
        }
    }

    internal async Task<AlertResult<AlertChannel>> ChangeAsync(Guid id, UpdateChannelRequest request, CancellationToken cancellationToken)
    {
        if (await database.AlertChannels.FindAsync([id], cancellationToken) is not { } channel)
        {
            return NotFound(id);
        }

        if (request.Settings is { } entered)
        {
            var stored = AlertJson.Read<ChannelSettings>(channel.Settings);
            if (entered.KeepsSecrets && entered.Destination != stored.Destination)
            {
                return Invalid("settings", "The address or account is another one: enter the secrets again, so that they are not sent elsewhere.");
            }

            var settings = entered.WithSecretsOf(stored);
            if (ChannelCheck.ProblemsOf(channel.Kind, settings) is { Count: > 0 } problems)
            {
                return problems;
            }

            channel.Settings = AlertJson.Write(settings);
        }

        channel.Name = request.Name ?? channel.Name;
        channel.IsEnabled = request.Enabled ?? channel.IsEnabled;
        return await database.StoreAsync(channel, "channel", cancellationToken);
    }

    internal async Task<Refusal?> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.AlertChannels.FindAsync([id], cancellationToken) is not { } channel)
        {
            return NotFound(id);
        }

        database.AlertChannels.Remove(channel);
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }

    private AlertChannel New(AlertChannelKind kind, string name, ChannelSettings settings, bool isEnabled) => new()
    {
        Id = kind == AlertChannelKind.WebPush ? DeviceChannelId : Guid.CreateVersion7(),
        Name = name,
        Kind = kind,
        Settings = AlertJson.Write(settings),
        IsEnabled = isEnabled,
        CreatedAt = time.GetUtcNow().UtcDateTime,
    };

    private static Refusal NotFound(Guid id) => new(RefusalKind.NotFound, $"There is no channel {id}.");

    private static Dictionary<string, string[]> Invalid(string field, string problem) => new() { [field] = [problem] };
}
