using System.Collections.Concurrent;
using FalconEye.Api.Auth.Http;

namespace FalconEye.Api.Auth.Sessions;

/// <summary>
/// The requests that are being answered now, by caller. Streams, sockets and events go on for hours; when a user is signed out, theirs end
/// at once, and those of a credential that expires end when it does.
/// </summary>
internal sealed class ActiveRequests(IHttpContextAccessor requests, TimeProvider time)
{
    private readonly ConcurrentDictionary<HttpContext, Caller> _requests = new();

    /// <summary>Who is being answered now.</summary>
    internal IReadOnlyCollection<Caller> Callers => [.. _requests.Values.Distinct()];

    /// <summary>Notes each request of a known caller for as long as it lasts.</summary>
    internal async Task TrackAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated is not true)
        {
            await next(context);
            return;
        }

        var caller = Caller.Of(context.User);
        _requests[context] = caller;
        await using var deadline = caller.Until is { } until ? new RequestDeadline(context, until, time) : null;
        try
        {
            await next(context);
        }
        finally
        {
            _requests.TryRemove(context, out _);
        }
    }

    /// <summary>Raised when requests are cut off here, for the other copies of the server.</summary>
    internal event Action<SignOut>? Ended;

    /// <summary>Cuts off requests, but for the one that asks for it, on every copy of the server.</summary>
    internal void End(SignOut signOut)
    {
        EndHere(signOut);
        Ended?.Invoke(signOut);
    }

    /// <summary>Cuts off requests to this copy of the server.</summary>
    internal void EndHere(SignOut signOut)
    {
        foreach (var (context, _) in _requests.Where(request => request.Key != requests.HttpContext && signOut.Concerns(request.Value)))
        {
            context.Abort();
        }
    }
}
