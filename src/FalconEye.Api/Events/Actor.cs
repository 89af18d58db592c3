namespace FalconEye.Api.Events;

/// <summary>Who did something, as the log of events names them.</summary>
internal static class Actor
{
    /// <summary>The server itself.</summary>
    internal const string System = "system";

    /// <summary>Someone on a server without logins.</summary>
    private const string UnknownUser = "somebody";

    /// <summary>The user behind a request.</summary>
    internal static string Of(HttpContext context) => context.User.Identity?.Name is { Length: > 0 } name ? name : UnknownUser;
}
