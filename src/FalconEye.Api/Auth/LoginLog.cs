using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Auth;
using FalconEye.Data.Events;

namespace FalconEye.Api.Auth;

/// <summary>
/// Writes who got in, and who did not, into the log of events. A name that was refused is not kept: people type passwords into that field. Attempts
/// that were not even looked at are not written, so that guessing cannot fill the log.
/// </summary>
internal sealed class LoginLog(FalconEyeContext database, TimeProvider time)
{
    /// <summary>The kind of a login.</summary>
    internal const string LoggedIn = "login";

    /// <summary>The kind of a refused one.</summary>
    internal const string Refused = "login_refused";

    internal Task NoteAsync(User user, string address, CancellationToken cancellationToken) =>
        AddAsync(LoggedIn, user.UserName!, $"{user.UserName} logged in from {address}.", address, cancellationToken);

    internal Task NoteRefusedAsync(string address, CancellationToken cancellationToken) =>
        AddAsync(Refused, Actor.System, $"A login from {address} was refused.", address, cancellationToken);

    private async Task AddAsync(string kind, string actor, string message, string address, CancellationToken cancellationToken)
    {
        database.Events.Add(new LoggedEvent
        {
            Time = time.GetUtcNow().UtcDateTime,
            Kind = kind,
            Actor = actor,
            Message = message,
            Data = JsonSerializer.Serialize(new { address }),
        });
        await database.SaveChangesAsync(cancellationToken);
    }
}
