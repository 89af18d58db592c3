using Microsoft.AspNetCore.Diagnostics;

namespace FalconEye.Api.Problems;

/// <summary>Answers 400 for what <see cref="NulCharacterGuard"/> refuses.</summary>
internal sealed class NulCharacterHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception.GetBaseException() is not NulCharacterException refused)
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = new() { Status = StatusCodes.Status400BadRequest, Detail = refused.Message },
        });
    }
}
