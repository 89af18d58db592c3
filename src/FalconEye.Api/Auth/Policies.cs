using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Authorization;

namespace FalconEye.Api.Auth;

/// <summary>
/// Who may call a route. Each route, or its group, names one of these; one that names none is for administrators, so that a forgotten line
/// locks users out and lets no one in.
/// </summary>
internal static class Policies
{
    /// <summary>Watch and play.</summary>
    internal const string Viewer = nameof(Viewer);

    /// <summary>Add, change, start, stop, record and delete.</summary>
    internal const string Operator = nameof(Operator);

    /// <summary>Settings and everything else that concerns all cameras: not for callers who are limited to some.</summary>
    internal const string Administrator = nameof(Administrator);

    /// <summary>Who may log in: an administrator in a browser. No token may call these.</summary>
    internal const string UserAdministrator = nameof(UserAdministrator);

    /// <summary>Agreeing to what a program or the assistant proposes: an operator in a browser. No token may call these.</summary>
    internal const string Consent = nameof(Consent);

    /// <summary>Reports of recordings: a recorder, of its own camera, or an administrator.</summary>
    internal const string Recorder = nameof(Recorder);

    /// <summary>What a recorder reports of its recordings, and what operators decide about them; which of the two is looked at there.</summary>
    internal const string RecorderOrOperator = nameof(RecorderOrOperator);

    /// <summary>
    /// A user in a browser, for what concerns themselves: their password, sessions and tokens. No token may call these.
    /// </summary>
    internal const string Person = nameof(Person);

    internal static void Add(AuthorizationOptions options)
    {
        string[] administrators = [nameof(UserRole.Administrator)];
        string[] operators = [.. administrators, nameof(UserRole.Operator)];
        options.AddPolicy(Viewer, policy => policy.RequireRole([.. operators, nameof(UserRole.Viewer)]));
        options.AddPolicy(Operator, policy => policy.RequireRole(operators));
        options.AddPolicy(Administrator, policy => policy.RequireRole(administrators).RequireClaim(Caller.CameraClaim, Caller.AllCameras));
        options.AddPolicy(UserAdministrator, policy => policy
            .RequireRole(administrators)
            .RequireClaim(Caller.CameraClaim, Caller.AllCameras)
            .RequireAssertion(HasNoToken));
        options.AddPolicy(Consent, policy => policy.RequireRole(operators).RequireAssertion(HasNoToken));
        options.AddPolicy(Recorder, policy => policy.RequireAssertion(context =>
            context.User.IsInRole(Caller.RecorderRole) || Caller.Of(context.User).IsAdministrator));
        options.AddPolicy(RecorderOrOperator, policy => policy.RequireRole([.. operators, Caller.RecorderRole]));
        options.AddPolicy(Person, policy => policy.RequireClaim(Caller.SessionClaim));
        options.FallbackPolicy = options.GetPolicy(Administrator);
    }

    private static bool HasNoToken(AuthorizationHandlerContext context) => Caller.Of(context.User) is { TokenId: null, IsLink: false };
}
