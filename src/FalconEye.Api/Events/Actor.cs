namespace FalconEye.Api.Events;

/// <summary>Who did something, as the log of events names them.</summary>
internal static class Actor
{
    /// <summary>The server itself.</summary>
    internal const string System = "system";

    /// <summary>The camera that an event is about: it reported the event itself.</summary>
    internal const string Camera = "camera";

    /// <summary>Someone on a server without logins.</summary>
    private const string UnknownUser = "somebody";

    private static readonly AsyncLocal<string?> Acting = new();

    /// <summary>Who acts where there is no request.</summary>
    internal static string WithoutRequest => Acting.Value ?? System;

    /// <summary>Has what follows done by someone who sent no request, until the result is disposed.</summary>
    /// <param name="name">What the log of events calls them.</param>
    internal static IDisposable ActAs(string name)
    {
        Acting.Value = name;
        return new Ending();
    }

    /// <summary>The user behind a request.</summary>
    internal static string Of(HttpContext context) => context.User.Identity?.Name is { Length: > 0 } name ? name : UnknownUser;

    private sealed class Ending : IDisposable
    {
        public void Dispose() => Acting.Value = null;
    }
}
