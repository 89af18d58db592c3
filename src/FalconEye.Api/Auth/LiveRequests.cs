using System.Collections.Concurrent;

namespace FalconEye.Api.Auth;

/// <summary>
/// The requests that are being answered now, by caller. Streams, sockets and events go on for hours; when somebody is signed out, theirs
/// end at once.
/// </summary>
internal sealed class LiveRequests
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

    /// <summary>Cuts off the requests of some callers.</summary>
    internal void End(Func<Caller, bool> isConcerned)
    {
        foreach (var (context, _) in _requests.Where(request => isConcerned(request.Value)))
        {
            context.Abort();
        }
    }
}
