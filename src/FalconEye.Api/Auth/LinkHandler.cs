using System.Text.Encodings.Web;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace FalconEye.Api.Auth;

/// <summary>Recognises a signed link: a viewer of the one address that it was made for.</summary>
internal sealed class LinkHandler(
    StreamLinks links, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        (HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method)) && links.Holds(Request.Path, Request.Query[StreamLinks.Parameter].ToString())
            ? AuthenticateResult.Success(new(Caller.Identify(AuthSchemes.Link, nameof(UserRole.Viewer), "link", cameras: null), AuthSchemes.Link))
            : AuthenticateResult.Fail("The link has expired, or is for another address."));
}
