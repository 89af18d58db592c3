using System.Text.Encodings.Web;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace FalconEye.Api.Auth;

/// <summary><c>AUTH_MODE=off</c>: every caller is an administrator.</summary>
internal sealed class OpenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly Task<AuthenticateResult> Administrator = Task.FromResult(AuthenticateResult.Success(
        new(Caller.Identify(AuthSchemes.Open, nameof(UserRole.Administrator), name: null, cameras: null), AuthSchemes.Open)));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Administrator;
}
