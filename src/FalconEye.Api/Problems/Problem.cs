using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Problems;

/// <summary>The errors of the API, as RFC 9457 problem details with a sentence for users.</summary>
internal static class Problem
{
    internal static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    internal static ProblemHttpResult CameraNotFound(Guid id) => NotFound($"There is no camera {id}.");

    /// <summary>A refused use case.</summary>
    internal static ProblemHttpResult Of(Refusal refusal) => refusal switch
    {
        { Field: { } field } => Invalid(field, refusal.Text),
        { Kind: RefusalKind.NotFound } => NotFound(refusal.Text),
        { Kind: RefusalKind.Forbidden } => Forbidden(refusal.Text),
        { Kind: RefusalKind.Conflict } => Conflict(refusal.Text),
        { Kind: RefusalKind.CameraFailed } => BadGateway(refusal.Text),
        { Kind: RefusalKind.Unavailable } => Unavailable(refusal.Text),
        { Kind: RefusalKind.DiskFull } => InsufficientStorage(refusal.Text),
        _ => BadRequest(refusal.Text),
    };

    internal static ProblemHttpResult BadRequest(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Who is calling must say who they are.</summary>
    /// <param name="detail">A text for users.</param>
    /// <param name="reason">For the dashboard: what is missing.</param>
    internal static ProblemHttpResult Unauthorized(string detail, string? reason = null) => TypedResults.Problem(
        detail,
        statusCode: StatusCodes.Status401Unauthorized,
        extensions: reason is null ? null : new Dictionary<string, object?> { ["reason"] = reason });

    internal static ProblemHttpResult Forbidden(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden);

    internal static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    /// <summary>Someone has asked too often.</summary>
    /// <param name="context">Gets the time as <c>Retry-After</c> (RFC 9110, section 10.2.3).</param>
    /// <param name="reason">A sentence that says of what there was too much.</param>
    /// <param name="wait">When to try again.</param>
    internal static ProblemHttpResult TooManyRequests(HttpContext context, string reason, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem($"{reason} Try again in {seconds} seconds.", statusCode: StatusCodes.Status429TooManyRequests);
    }

    /// <summary>The request names a host that is not this server's.</summary>
    internal static ProblemHttpResult Misdirected(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status421MisdirectedRequest);

    /// <summary>The disk is full, or nearly (RFC 4918, section 11.5).</summary>
    internal static ProblemHttpResult InsufficientStorage(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status507InsufficientStorage);

    internal static ProblemHttpResult Unavailable(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);

    internal static ProblemHttpResult BadGateway(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status502BadGateway);

    /// <summary>Bad input, by the field's name on the wire.</summary>
    internal static ProblemHttpResult Invalid(string field, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>Bad input, by the fields' names on the wire.</summary>
    internal static ProblemHttpResult Invalid(IDictionary<string, string[]> errors) => TypedResults.Problem(
        new HttpValidationProblemDetails(errors)
        {
            Status = StatusCodes.Status400BadRequest,
            Detail = string.Join(' ', errors.SelectMany(error => error.Value).Distinct()),
        });
}
