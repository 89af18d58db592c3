using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Api.Auth.Users;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Login;

/// <summary>Getting in and out: the only routes of the API that are open to anyone.</summary>
internal static class LoginEndpoints
{
    /// <summary>What is said of a wrong code.</summary>
    internal const string WrongCode = "This code is wrong, has expired, or was used before. Take the next one that the app shows.";

    /// <summary>The id of the first administrator, so that two requests at once cannot make two.</summary>
    private static readonly Guid FirstUser = new("00000000-0000-0000-0000-000000000001");

    internal static RouteGroupBuilder MapLogin(this RouteGroupBuilder auth)
    {
        auth.MapGet("/status", GetStatus).AllowAnonymous();
        auth.MapPost("/setup", SetUp).AllowAnonymous();
        auth.MapPost("/login", LogIn).AllowAnonymous();
        auth.MapPost("/logout", LogOut).AllowAnonymous();
        return auth;
    }

    private static async Task<Ok<AuthStatusResponse>> GetStatus(
        HttpContext context, Caller caller, FalconEyeContext database, ServerOptions options, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        var setup = options.Auth.Mode == AuthMode.On && !await database.IsSetUpAsync(cancellationToken);
        var user = caller.UserId is { } id ? await database.Users.FindAsync([id], cancellationToken) : null;
        return TypedResults.Ok(new AuthStatusResponse(
            options.Auth.Mode, setup, setup, options.Auth.LoginProvider?.Name, user is null ? null : AccountResponse.From(user)));
    }

    private static async Task<Results<Ok<AccountResponse>, ProblemHttpResult>> SetUp(
        SetupRequest request,
        HttpContext context,
        FalconEyeContext database,
        UserManager<User> users,
        SetupCode code,
        LoginThrottle throttle,
        LoginLog log,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await database.IsSetUpAsync(cancellationToken))
        {
            return Problem.Conflict("The administrator was made already. Log in, or on the server: FalconEye.Api user reset NAME, or user add NAME.");
        }

        var address = ClientAddress.SiteOf(context);
        if (throttle.WaitFor("", address) is var wait && wait > TimeSpan.Zero)
        {
            return Locked(context, wait);
        }

        if (!code.Is(request.SetupCode))
        {
            throttle.Fail("", address);
            await log.RefusedAsync(address, null, throttle.WaitFor("", address), cancellationToken);
            return Problem.Invalid("setup_code", "This is not the setup code. The installer or ./run.sh printed it, and the server's log has it.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var user = new User { Id = FirstUser, UserName = request.UserName, Role = UserRole.Administrator, CreatedAt = now };
        database.Installations.Add(new() { SetUpAt = now });
        try
        {
            var created = await users.CreateAsync(user, request.Password!);
            return created.Succeeded
                ? await StartSessionAsync(user, context, database, log, time, isByProvider: false, wrongCodes: 0, cancellationToken)
                : created.ToProblem();
        }
        catch (DbUpdateException)
        {
            return Problem.Conflict("The administrator was made at the same moment by somebody else.");
        }
    }

    private static async Task<Results<Ok<AccountResponse>, ProblemHttpResult>> LogIn(
        LoginRequest request,
        HttpContext context,
        LoginService login,
        FalconEyeContext database,
        LoginLog log,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var outcome = await login.CheckAsync(request, context, cancellationToken);
        if (outcome.Result is LoginResult.Wrong or LoginResult.WrongCode)
        {
            await log.RefusedAsync(ClientAddress.SiteOf(context), outcome.User?.UserName, outcome.Wait, cancellationToken);
        }

        return outcome.Result switch
        {
            LoginResult.Right => await StartSessionAsync(
                outcome.User!, context, database, log, time, isByProvider: false, outcome.WrongCodes, cancellationToken),
            LoginResult.Locked => Locked(context, outcome.Wait),
            LoginResult.CodesLocked => CodesLocked(context, outcome.Wait),
            LoginResult.CodeNeeded => Problem.Unauthorized("Enter the code of your authenticator app.", "code_required"),
            LoginResult.WrongCode => Problem.Unauthorized(WrongCode, "code_required"),
            LoginResult.NoRole => Problem.Forbidden("You may not log in. An administrator has to give you a role first."),
            _ => Problem.Unauthorized("The user name or the password is wrong."),
        };
    }

    private static async Task<NoContent> LogOut(
        HttpContext context, Caller caller, LoginLog log, ActiveRequests live, CancellationToken cancellationToken)
    {
        await context.SignOutAsync(AuthSchemes.Session);
        if (caller is { SessionId: not null, Name: { } name })
        {
            live.End(new(SessionId: caller.SessionId));
            await log.LoggedOutAsync(name, ClientAddress.Of(context).ToString(), cancellationToken);
        }

        return TypedResults.NoContent();
    }

    /// <summary>
    /// Begins a session of a user who has shown who they are. The session that the request came in, of whomever, ends; its devices go on only
    /// with the same user.
    /// </summary>
    internal static async Task<Ok<AccountResponse>> StartSessionAsync(
        User user,
        HttpContext context,
        FalconEyeContext database,
        LoginLog log,
        TimeProvider time,
        bool isByProvider,
        int wrongCodes,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await database.Users.Where(known => known.Id == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.LastLoginAt, now), cancellationToken);
        var sessionId = Guid.NewGuid();
        await EndPresentSessionAsync(context, user, sessionId, database, cancellationToken);
        await log.LoggedInAsync(user.UserName!, ClientAddress.Of(context).ToString(), cancellationToken);
        await context.SignInAsync(
            AuthSchemes.SessionStart,
            Caller.Identify(AuthSchemes.Session, user.Role.ToString(), user.UserName, user.CameraIds, user.Id),
            SessionTickets.PropertiesOf(sessionId, isByProvider));
        return TypedResults.Ok(AccountResponse.From(user) with { LastLoginAt = now, WrongCodes = wrongCodes });
    }

    private static async Task EndPresentSessionAsync(
        HttpContext context, User next, Guid nextSession, FalconEyeContext database, CancellationToken cancellationToken)
    {
        // The answer of a login provider comes before the request's own caller is known.
        var present = await context.AuthenticateAsync(AuthSchemes.Session);
        if (present.Principal is { } principal && Caller.Of(principal) is { SessionId: { } sessionId } caller)
        {
            if (caller.UserId == next.Id)
            {
                await database.PushDevices.Where(device => device.SessionId == sessionId)
                    .ExecuteUpdateAsync(set => set.SetProperty(device => device.SessionId, nextSession), cancellationToken);
            }

            await database.EndAsync(database.Sessions.Where(session => session.Id == sessionId), cancellationToken);
            context.RequestServices.GetRequiredService<ActiveRequests>().End(new(SessionId: sessionId));
        }
    }

    /// <summary>429 saying when to come back.</summary>
    internal static ProblemHttpResult Locked(HttpContext context, TimeSpan wait) =>
        Problem.TooManyRequests(context, "Too many wrong attempts from this address.", wait);

    /// <summary>429 saying that the codes of this account were wrong too often.</summary>
    internal static ProblemHttpResult CodesLocked(HttpContext context, TimeSpan wait) =>
        Problem.TooManyRequests(context, "Too many wrong codes for this account.", wait);

    /// <summary>Says what Identity refused, at the field it is about; or that the user was changed at the same moment.</summary>
    internal static ProblemHttpResult ToProblem(this IdentityResult refused) =>
        refused.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure))
            ? Problem.Conflict("This user was changed at the same moment by another request. Try again.")
            : Problem.Invalid(refused.Errors
                .GroupBy(error => error.Code.StartsWith("Password", StringComparison.OrdinalIgnoreCase) ? "password" : "user_name")
                .ToDictionary(errors => errors.Key, errors => errors.Select(error => error.Description).ToArray()));
}
