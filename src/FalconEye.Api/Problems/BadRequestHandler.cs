using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;

namespace FalconEye.Api.Problems;

/// <summary>Says what is wrong with a body or a parameter that could not even be read, naming the field where JSON does.</summary>
internal sealed partial class BadRequestHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }

        context.Response.StatusCode = bad.StatusCode;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = bad.InnerException is JsonException json
                ? InvalidJson(json)
                : UnreadableParameter().Match(bad.Message) is { Success: true } parameter
                    ? Invalid(parameter.Groups["name"].Value, $"\"{parameter.Groups["value"].Value}\" is not allowed here.")
                    : new() { Status = bad.StatusCode, Detail = bad.Message },
        });
    }

    private static HttpValidationProblemDetails InvalidJson(JsonException exception)
    {
        var field = exception.Path?.TrimStart('$', '.') ?? "";
        var message = field.Length == 0
            ? "The body is not valid JSON."
            : $"\"{field}\" has a value of the wrong kind, or one that is not allowed.";
        return Invalid(field.Length == 0 ? "body" : field, message);
    }

    private static HttpValidationProblemDetails Invalid(string field, string message) =>
        new(new Dictionary<string, string[]> { [field] = [message] }) { Status = StatusCodes.Status400BadRequest, Detail = message };

    /// <summary>ASP.NET Core names the parameter in its message only: Failed to bind parameter "Guid camera_id" from "42".</summary>
    [GeneratedRegex("""parameter "(.* )?(?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex UnreadableParameter();
}
