using System.Collections.Concurrent;

namespace FalconEye.Api.Auth;

/// <summary>
/// The requests that are being answered now, by caller. Streams, sockets and events go on for hours; when somebody is signed out, theirs
/// end at once.
/// </summary>
internal sealed class LiveRequests(IHttpContextAccessor requests)
{
    private readonly ConcurrentDictionary<HttpContext, Caller> _requests = new();

    /// <summary>Notes each request of a known caller for as long as it lasts.</summary>
    internal async Task TrackAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated is not true)
        {
            await next(context);
            return;
        }

        _requests[context] = Caller.Of(context.User);
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
