using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Keys;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Sessions;

/// <summary>
/// Keeps sessions in the database: the cookie holds a key to one. What the user may do is read at each request, so a changed role, a
/// removed user and a sign-out from elsewhere count at once, on every copy of the server.
/// </summary>
internal sealed class SessionTickets(IServiceScopeFactory scopes, TimeProvider time) : ITicketStore
{
    /// <summary>How long a session lasts without being used.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>How long a session lasts however much it is used.</summary>
    private static readonly TimeSpan MaxSessionLifetime = TimeSpan.FromDays(30);

    /// <summary>As <see cref="MaxSessionLifetime"/>, for a login by OpenID Connect: the provider may have removed the user meanwhile.</summary>
    private static readonly TimeSpan MaxProviderSessionLifetime = TimeSpan.FromDays(1);

    private const string ProviderItem = "by_provider";
    private const string IdItem = "id";

    private const int MaxClientLength = 256;
    private static readonly TimeSpan SeenPrecision = TimeSpan.FromMinutes(5);

    /// <summary>What a session begins with.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="isByProvider">Whether the login was one by OpenID Connect.</param>
    internal static AuthenticationProperties PropertiesOf(Guid id, bool isByProvider)
    {
        Dictionary<string, string?> items = new() { [IdItem] = id.ToString() };
        if (isByProvider)
        {
            items[ProviderItem] = "";
        }

        return new(items) { IsPersistent = true };
    }

    public Task<string> StoreAsync(AuthenticationTicket ticket) =>
        throw new NotSupportedException("A session needs the address that it came from.");

    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var (key, now) = (Secret.New(), time.GetUtcNow().UtcDateTime);
        var client = httpContext.Request.Headers.UserAgent.ToString();
        var ends = now + (ticket.Properties.Items.ContainsKey(ProviderItem) ? MaxProviderSessionLifetime : MaxSessionLifetime);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        await database.Sessions.Where(session => session.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        database.Sessions.Add(new Session
        {
            Id = Guid.Parse(ticket.Properties.Items[IdItem]!),
            UserId = Caller.Of(ticket.Principal).UserId!.Value,
            KeyHash = Secret.Hash(key),
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = Earlier(now + Lifetime, ends),
            EndsAt = ends,
            Address = ClientAddress.Of(httpContext).ToString(),
            Client = client[..Math.Min(client.Length, MaxClientLength)],
        });
        await database.SaveChangesAsync(cancellationToken);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => ChangeAsync(key, async (_, sessions) =>
    {
        if (await sessions.AsNoTracking().FirstOrDefaultAsync() is { } session)
        {
            var expires = Earlier(time.GetUtcNow().UtcDateTime + Lifetime, EndOf(session));
            await sessions.ExecuteUpdateAsync(set => set.SetProperty(renewed => renewed.ExpiresAt, expires));
        }
    });

    public Task RemoveAsync(string key) => ChangeAsync(key, (database, sessions) => database.EndAsync(sessions));

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var (hash, now) = (Secret.Hash(key), time.GetUtcNow().UtcDateTime);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        var found = await (
            from session in database.Sessions.AsNoTracking()
            where session.KeyHash == hash && session.ExpiresAt > now
            join user in database.Users.AsNoTracking() on session.UserId equals user.Id
            where user.Role != UserRole.None
            select new { Session = session, User = user }).FirstOrDefaultAsync();
        if (found is null || EndOf(found.Session) <= now)
        {
            return null;
        }

        if (now - found.Session.LastSeenAt > SeenPrecision)
        {
            await database.Sessions.Where(session => session.Id == found.Session.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, now));
        }

        var end = EndOf(found.Session);
        var principal = Caller.Identify(
            AuthSchemes.Session, found.User.Role.ToString(), found.User.UserName, found.User.CameraIds, found.User.Id, found.Session.Id, until: end);
        return new(
            principal,
            new()
            {
                IssuedUtc = found.Session.ExpiresAt - Lifetime,
                ExpiresUtc = found.Session.ExpiresAt,
                IsPersistent = true,
                AllowRefresh = found.Session.ExpiresAt < end,
            },
            AuthSchemes.Session);
    }

    private static DateTime EndOf(Session session) => session.EndsAt ?? session.CreatedAt + MaxSessionLifetime;

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private async Task ChangeAsync(string key, Func<FalconEyeContext, IQueryable<Session>, Task> change)
    {
        var hash = Secret.Hash(key);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        await change(database, database.Sessions.Where(session => session.KeyHash == hash));
    }
}
