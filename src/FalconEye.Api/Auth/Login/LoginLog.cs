using System.Text.Json;
using FalconEye.Api.Auth.Users;
using FalconEye.Data;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Login;

/// <summary>
/// Writes who got in and out, and who did not get in, into the log of events. Guessing cannot fill it: refused logins of one address
/// are one event an hour that counts them, addresses beyond <see cref="MaxAddresses"/> an hour share one, and attempts that are not even
/// looked at are not written. A name that was tried is told only when someone has it: users type passwords into that field.
/// </summary>
internal sealed class LoginLog(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    /// <summary>How many addresses get an event of their own in an hour.</summary>
    internal const int MaxAddresses = 20;

    private const string OtherAddresses = "other addresses";
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>So that attempts that come at once are counted in one event.</summary>
    private readonly SemaphoreSlim _counting = new(1);

    internal Task LoggedInAsync(string name, string address, CancellationToken cancellationToken) =>
        AddAsync(AccountEvents.LoggedIn, name, $"{name} logged in from {address}.", new { address }, cancellationToken);

    internal Task LoggedOutAsync(string name, string address, CancellationToken cancellationToken) =>
        AddAsync(AccountEvents.LoggedOut, name, $"{name} logged out from {address}.", new { address }, cancellationToken);

    /// <summary>Someone ended sessions of theirs from another one.</summary>
    internal Task SessionsEndedAsync(string name, int count, CancellationToken cancellationToken)
    {
        var sessions = count == 1 ? "another session" : $"{count} other sessions";
        return count == 0
            ? Task.CompletedTask
            : AddAsync(AccountEvents.LoggedOut, name, $"{name} ended {sessions} of theirs.", new { count }, cancellationToken);
    }

    /// <summary>A user who is logged in entered a wrong password or code where theirs was asked for again.</summary>
    internal Task ConfirmationRefusedAsync(string name, string address, CancellationToken cancellationToken) => AddAsync(
        AccountEvents.ConfirmationRefused,
        name,
        $"A wrong password or code was entered in a session of {name}, from {address}.",
        new { address },
        cancellationToken);

    internal Task TokenDeletedAsync(string actor, string token, CancellationToken cancellationToken) =>
        AddAsync(AccountEvents.TokenDeleted, actor, $"The API token \"{token}\" was deleted.", new { token }, cancellationToken);

    /// <summary>Counts a refused login.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="userName">The user whose name was tried; <see langword="null"/> when there is none of that name.</param>
    /// <param name="wait">How long further attempts are not looked at; zero when they are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RefusedAsync(string address, string? userName, TimeSpan wait, CancellationToken cancellationToken)
    {
        await _counting.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await CountAsync(scope.ServiceProvider.GetRequiredService<FalconEyeContext>(), address, userName, wait, cancellationToken);
        }
        finally
        {
            _counting.Release();
        }
    }

    public void Dispose() => _counting.Dispose();

    private async Task CountAsync(
        FalconEyeContext database, string address, string? userName, TimeSpan wait, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var recent = database.Events.Where(item => item.Kind == AccountEvents.Refused && item.Time > now - Period);
        var counted = await recent.FirstOrDefaultAsync(item => item.Actor == address, cancellationToken);
        if (counted is null && await recent.CountAsync(cancellationToken) >= MaxAddresses)
        {
            address = OtherAddresses;
            counted = await recent.FirstOrDefaultAsync(item => item.Actor == address, cancellationToken);
        }

        var refused = (counted is null ? FailedLogins.None : FailedLogins.Read(counted.Data))
            .With(userName, wait > TimeSpan.Zero ? now + wait : null);
        var (message, data) = (refused.Describe(address), refused.Write());
        if (counted is null)
        {
            database.Events.Add(new() { Time = now, Kind = AccountEvents.Refused, Actor = address, Message = message, Data = data });
            await database.SaveChangesAsync(cancellationToken);
            return;
        }

        await database.Events.Where(item => item.Id == counted.Id).ExecuteUpdateAsync(
            set => set.SetProperty(item => item.Message, message).SetProperty(item => item.Data, data), cancellationToken);
    }

    private async Task AddAsync(string kind, string actor, string message, object data, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        database.Events.Add(new LoggedEvent
        {
            Time = time.GetUtcNow().UtcDateTime,
            Kind = kind,
            Actor = actor,
            Message = message,
            Data = JsonSerializer.Serialize(data),
        });
        await database.SaveChangesAsync(cancellationToken);
    }
}
