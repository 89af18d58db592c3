using System.Globalization;
using FalconEye.Api.Auth.Keys;
using FalconEye.Api.Auth.SecondFactors;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Api.Auth.Tokens;
using FalconEye.Api.Auth.Users;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace FalconEye.Api.Auth;

/// <summary>
/// What the server's own machine can do about logins: <c>user reset</c>, <c>token</c>, <c>key rotate</c> and <c>routes</c>. Who can read
/// the data directory could do it anyway; these do it right. They work beside a running server.
/// </summary>
internal static class AuthCommands
{
    /// <summary>EX_USAGE of sysexits.h.</summary>
    private const int UsageExitCode = 64;

    private const string Usage = """
        FalconEye.Api                        runs the server; its settings are environment variables
        FalconEye.Api user reset NAME        gives a user a new password, prints it, and takes their second factor away
        FalconEye.Api user add NAME          adds an administrator with a password, which it prints
        FalconEye.Api token NAME ROLE DAYS   makes an API token (viewer, operator or administrator) and prints it
        FalconEye.Api key rotate             puts a new master key in place of DATA_DIR/master.key, for the server's next start
        FalconEye.Api routes                 prints each route with who may call it
        """;

    /// <summary>Whether the arguments are a command of these.</summary>
    internal static bool AreMeant(string[] args) => args is ["user" or "token" or "key" or "routes" or "--help", ..];

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(WebApplication app, string[] args, CancellationToken cancellationToken)
    {
        await app.UpgradeDatabaseAsync(cancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        switch (args)
        {
            case ["user", "reset", var name]:
                return await ResetAsync(name, scope.ServiceProvider, cancellationToken);
            case ["user", "add", var name]:
                return await AddAsync(name, scope.ServiceProvider, cancellationToken);
            case ["token", var name, var role, var days]
                when Enum.TryParse<UserRole>(role, ignoreCase: true, out var known)
                    && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    && count is > 0 and <= 3650:
                return await MakeTokenAsync(name, known, TimeSpan.FromDays(count), scope.ServiceProvider, cancellationToken);
            case ["key", "rotate"]:
                return await RotateKeyAsync(scope.ServiceProvider.GetRequiredService<ServerOptions>());
            case ["routes"]:
                PrintRoutes(app);
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return args is ["--help"] ? 0 : UsageExitCode;
        }
    }

    private static async Task<int> ResetAsync(string name, IServiceProvider services, CancellationToken cancellationToken)
    {
        var users = services.GetRequiredService<UserManager<User>>();
        if (await users.FindByNameAsync(name) is not { } user)
        {
            await Console.Error.WriteLineAsync($"There is no user {name}.");
            return 1;
        }

        var password = Secret.New();
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        if (await users.RemoveTwoFactorAsync(user) is { Succeeded: false } refused)
        {
            return await RefuseAsync(refused);
        }

        await services.GetRequiredService<Revocation>().EndAsync(user, resumedSessionId: null, keepTokens: false, cancellationToken);
        await Console.Out.WriteLineAsync($"The password of {user.UserName} is now {password}\nTheir sessions and API tokens have ended, and their second factor is removed. Change the password after the login.");
        return 0;
    }

    private static async Task<int> AddAsync(string name, IServiceProvider services, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!new UserNameAttribute().IsValid(name))
        {
            await Console.Error.WriteLineAsync("A user name has 1 to 64 characters, none of them a control character.");
            return UsageExitCode;
        }

        var (users, password) = (services.GetRequiredService<UserManager<User>>(), Secret.New());
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var user = new User { Id = Guid.NewGuid(), UserName = name, Role = UserRole.Administrator, CreatedAt = now };
        if (await users.CreateAsync(user, password) is { Succeeded: false } refused)
        {
            return await RefuseAsync(refused);
        }

        await Console.Out.WriteLineAsync($"{name} is an administrator with the password {password}\nChange the password after the login.");
        return 0;
    }

    private static async Task<int> RefuseAsync(IdentityResult refused)
    {
        await Console.Error.WriteLineAsync(string.Join(' ', refused.Errors.Select(error => error.Description)));
        return 1;
    }

    private static async Task<int> MakeTokenAsync(
        string name, UserRole role, TimeSpan lifetime, IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<FalconEyeContext>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var (stored, text) = ApiTokens.Make(name, role, cameraIds: null, userId: null, now, lifetime);
        database.ApiTokens.Add(stored);
        await database.SaveChangesAsync(cancellationToken);
        await Console.Out.WriteLineAsync(text);
        return 0;
    }

    private static async Task<int> RotateKeyAsync(ServerOptions options)
    {
        if (options.Auth.DataProtectionKey is not null)
        {
            await Console.Error.WriteLineAsync(
                $"The master key is given as {MasterKey.Variable}. Stop the server, put that key into {MasterKey.FormerVariable} and a new one into {MasterKey.Variable}, and start it.");
            return 1;
        }

        if (!MasterKey.TryRotate(options.DataDirectory))
        {
            await Console.Error.WriteLineAsync("The key was rotated already, and the server has not been started since. Start it first.");
            return 1;
        }

        await Console.Out.WriteLineAsync("There is a new master key. Restart the server now: it encrypts everything again. Then back up the database and master.key: older copies of either go together only with each other.");
        return 0;
    }

    private static void PrintRoutes(IEndpointRouteBuilder app)
    {
        var routes = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(route => MethodsOf(route).Select(method => $"{method} {PathOf(route)} {CallersOf(route)}"));
        foreach (var line in routes.Distinct().Order(StringComparer.Ordinal))
        {
            Console.WriteLine(line);
        }
    }

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"];

    private static string PathOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/');

    private static string CallersOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "Anyone"
        : route.Metadata.GetOrderedMetadata<IAuthorizeData>() is { Count: > 0 } named ? named[^1].Policy ?? Policies.Administrator
        : Policies.Administrator;
}
