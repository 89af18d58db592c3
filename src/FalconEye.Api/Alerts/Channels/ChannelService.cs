using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Adds, changes and deletes channels.</summary>
internal sealed class ChannelService(FalconEyeContext database, TimeProvider time)
{
    private const int MaxChannels = 50;

    internal async Task<IReadOnlyList<AlertChannel>> ListAsync(CancellationToken cancellationToken) =>
        await database.AlertChannels.AsNoTracking().OrderBy(channel => channel.Name).ThenBy(channel => channel.Id).ToListAsync(cancellationToken);

    internal async Task<AlertResult<AlertChannel>> AddAsync(CreateChannelRequest request, CancellationToken cancellationToken)
    {
        if (!WireName<AlertChannelKind>.TryParse(request.Kind, out var kind))
        {
            return Invalid("kind", "kind is webhook, email, telegram, ntfy or mqtt.");
        }

        if (await database.AlertChannels.CountAsync(cancellationToken) >= MaxChannels)
        {
            return Invalid("name", $"There are {MaxChannels} channels already, which is the most.");
        }

        var settings = request.Settings!.WithSecretsOf(new ChannelSettings());
        if (ChannelCheck.ProblemsOf(kind.Value, settings) is { Count: > 0 } problems)
        {
            return problems;
        }

        var channel = new AlertChannel
        {
            Id = Guid.CreateVersion7(),
            Name = request.Name!,
            Kind = kind.Value,
            Settings = AlertJson.Write(settings),
            IsEnabled = request.Enabled,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        database.AlertChannels.Add(channel);
        await database.SaveChangesAsync(cancellationToken);
        return channel;
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

    private static Refusal NotFound(Guid id) => new(RefusalKind.NotFound, $"There is no channel {id}.");

    private static Dictionary<string, string[]> Invalid(string field, string problem) => new() { [field] = [problem] };
}
