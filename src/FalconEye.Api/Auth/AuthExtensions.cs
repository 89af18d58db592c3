using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Keys;
using FalconEye.Api.Auth.Links;
using FalconEye.Api.Auth.Login;
using FalconEye.Api.Auth.Oidc;
using FalconEye.Api.Auth.Passwords;
using FalconEye.Api.Auth.SecondFactors;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Api.Auth.Tokens;
using FalconEye.Api.Auth.Users;
using FalconEye.Api.Auth.Workloads;
using FalconEye.Api.Edge;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;

namespace FalconEye.Api.Auth;

/// <summary>Logins.</summary>
internal static partial class AuthExtensions
{
    private const string CookieName = "falcon_eye";

    /// <summary>
    /// What ASP.NET Core would take for the scheme <see cref="AuthSchemes.Session"/>, so that cookies of earlier versions stay good; the
    /// scheme that begins sessions has to write what this one reads.
    /// </summary>
    private static readonly string[] CookiePurposes =
        ["Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", AuthSchemes.Session, "v2"];

    internal static WebApplicationBuilder AddAuth(this WebApplicationBuilder builder, ServerOptions options)
    {
        var services = builder.Services;
        var master = MasterKey.Load(options);
        services.AddSingleton(master);
        services.AddDataProtection().SetApplicationName("falcon-eye").DisableAutomaticKeyGeneration();
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new MasterKeyRing(master));
        services.AddSingleton<ISecretProtector, SecretProtector>();
        services.AddSingleton<WorkloadCredentials>();
        services.AddSingleton<WorkloadAddresses>();
        services.AddTransient<WorkloadAuthorization>();
        services.AddSingleton<WorkloadConnections>();
        services.AddSingleton<StreamLinks>();
        services.AddSingleton<SetupCode>();
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<UnknownTokenLimiter>();
        services.AddSingleton<PasswordHashLimiter>();
        services.AddSingleton<ActiveRequests>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<CodeLimit>();
        services.AddScoped<LoginService>();
        services.AddScoped<Confirmation>();
        services.AddScoped<Revocation>();
        services.AddHostedService<CredentialWatcher>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordRules.HashIterations);
        services.AddSingleton<LoginLog>();
        services.AddIdentityCore<User>(identity =>
            {
                identity.User.AllowedUserNameCharacters = "";
                identity.Password = new()
                {
                    RequiredLength = 1,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
            })
            .AddEntityFrameworkStores<FalconEyeContext>()
            .AddPasswordValidator<PasswordRules>();
        services.AddAuthenticationSchemes(options);
        services.AddAuthorization(Policies.Add);
        services.AddRateLimits(options.Auth.RateLimitPerMinute);
        return builder;
    }

    /// <summary>What is before every route: headers, the guard against other sites, and who is calling.</summary>
    internal static WebApplication UseAuth(this WebApplication app, ServerOptions options)
    {
        var guard = new CrossSiteGuard(options.CorsOrigins, app.Services.GetRequiredService<AllowedHosts>(), options.Auth.Mode);
        app.Use(async (context, next) =>
        {
            if (!guard.Refuses(context))
            {
                await next(context);
                return;
            }

            await Problem.Forbidden("This request comes from a page of another site. Sites that may call the API stand in CORS_ORIGINS.").ExecuteAsync(context);
        });
        app.UseAuthentication();
        app.Use((context, next) => context.Items.ContainsKey(BearerHandler.WasRefused)
            ? Problem.TooManyRequests(context, "This address has shown too many tokens that do not exist.", TimeSpan.FromSeconds(10)).ExecuteAsync(context)
            : next(context));
        app.UseRateLimiter();
        app.UseAuthorization();
        app.Use(app.Services.GetRequiredService<LongRequests>().LimitAsync);
        app.Use(app.Services.GetRequiredService<ActiveRequests>().TrackAsync);
        return app;
    }

    internal static IEndpointRouteBuilder MapAuth(this IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/auth").WithTags("Login").MapLogin().MapOidc().MapAccount().MapTotp().MapTokens().MapLinks();
        app.MapUsers();
        return app;
    }

    /// <summary>Says at start what a user must know: that logins are off, or how the first one gets in.</summary>
    internal static async Task AnnounceAuthAsync(this WebApplication app, ServerOptions options, CancellationToken cancellationToken)
    {
        if (options.CorsOrigins.Contains("*"))
        {
            LogAnyOrigin(app.Logger);
        }

        if (options.Auth.Mode == AuthMode.Off)
        {
            LogOpen(app.Logger, options.Host);
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<FalconEyeContext>().IsSetUpAsync(cancellationToken))
        {
            var code = app.Services.GetRequiredService<SetupCode>().Value;
            LogSetup(app.Logger, $"{options.PublicAddress}/setup#code={Uri.EscapeDataString(code)}", code);
        }
    }

    private static void AddAuthenticationSchemes(this IServiceCollection services, ServerOptions options)
    {
        foreach (var scheme in new[] { AuthSchemes.Session, AuthSchemes.SessionStart })
        {
            services.AddOptions<CookieAuthenticationOptions>(scheme).Configure<IServiceScopeFactory, TimeProvider, IDataProtectionProvider>(
                (cookies, scopes, time, protection) =>
                {
                    cookies.SessionStore = new SessionTickets(scopes, time);
                    cookies.TicketDataFormat = new TicketDataFormat(protection.CreateProtector(CookiePurposes));
                });
        }

        var authentication = services.AddAuthentication(AuthSchemes.Any)
            .AddPolicyScheme(AuthSchemes.Any, null, any => any.ForwardDefaultSelector = context => AuthSchemes.Choose(context, options.Auth.Mode))
            .AddScheme<AuthenticationSchemeOptions, OpenHandler>(AuthSchemes.Open, null)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(AuthSchemes.Bearer, null)
            .AddScheme<AuthenticationSchemeOptions, LinkHandler>(AuthSchemes.Link, null)
            .AddCookie(AuthSchemes.Session, Configure)
            .AddCookie(AuthSchemes.SessionStart, cookies =>
            {
                Configure(cookies);
                cookies.CookieManager = new SessionStartCookies();
            });
        if (options.Auth.LoginProvider is { } provider)
        {
            authentication.AddOidc(provider);
        }
    }

    private static void Configure(CookieAuthenticationOptions cookies)
    {
        cookies.Cookie.Name = CookieName;
        cookies.CookieManager = new SessionCookies();
        cookies.Cookie.HttpOnly = true;
        cookies.Cookie.SameSite = SameSiteMode.Strict;
        cookies.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookies.ExpireTimeSpan = SessionTickets.Lifetime;
        cookies.SlidingExpiration = true;

        // No redirect: the dashboard shows its login page without one, and programs need the status.
        cookies.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookies.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "AUTH_MODE=off: everyone who reaches {Host} is an administrator. Use it on closed networks only")]
    private static partial void LogOpen(ILogger logger, string host);

    [LoggerMessage(LogLevel.Warning, "CORS_ORIGINS=*: pages of any site may call the API from a browser")]
    private static partial void LogAnyOrigin(ILogger logger);

    [LoggerMessage(LogLevel.Information, "No one can log in yet. Open {Link} to create the administrator. The setup code is {Code}")]
    private static partial void LogSetup(ILogger logger, string link, string code);
}
