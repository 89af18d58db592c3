using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FalconEye.Api.Problems;

/// <summary>Makes every error of the API a problem+json with a detail, its fields named as on the wire.</summary>
internal static class ProblemExtensions
{
    internal static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            if (context.ProblemDetails is HttpValidationProblemDetails invalid)
            {
                invalid.Errors = invalid.Errors.ToDictionary(error => JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Key), error => error.Value);
            }

            context.ProblemDetails.Detail ??= DetailOf(context.ProblemDetails, context.HttpContext);
        });
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddExceptionHandler<BadRequestHandler>();
        builder.Services.AddExceptionHandler<OrchestrationExceptionHandler>();
        builder.Services.AddExceptionHandler<NulCharacterHandler>();
        builder.Services.AddSingleton<IInterceptor, NulCharacterGuard>();
        return builder;
    }

    private static string DetailOf(Microsoft.AspNetCore.Mvc.ProblemDetails problem, HttpContext context) => problem switch
    {
        HttpValidationProblemDetails invalid => string.Join(' ', invalid.Errors.SelectMany(error => error.Value).Distinct()),
        { Status: StatusCodes.Status401Unauthorized } => "Log in, or send a token: Authorization: Bearer ...",
        { Status: StatusCodes.Status403Forbidden } => "You may not do this. Ask an administrator for the role that may.",
        { Status: StatusCodes.Status404NotFound } => $"There is nothing at {context.Request.Path}.",
        { Status: StatusCodes.Status405MethodNotAllowed } => $"{context.Request.Path} does not take {context.Request.Method}.",
        { Status: StatusCodes.Status415UnsupportedMediaType } => "The body must be JSON, with Content-Type: application/json.",
        { Status: StatusCodes.Status413PayloadTooLarge } => "The body is too large.",
        _ => $"Something went wrong here; the server's log has more under trace {Activity.Current?.Id ?? context.TraceIdentifier}.",
    };
}
