namespace FalconEye.Api.Problems;

/// <summary>Why a use case was refused. Each edge shows it in its own way: HTTP as problem details, the assistant as a sentence.</summary>
/// <param name="Kind">What kind of refusal.</param>
/// <param name="Text">Why, and what to do about it.</param>
/// <param name="Field">The input that is wrong, by its name on the wire, if it is one.</param>
internal sealed record Refusal(RefusalKind Kind, string Text, string? Field = null)
{
    internal static Refusal CameraNotFound(Guid id) => new(RefusalKind.NotFound, $"There is no camera {id}.");

    internal static Refusal NotFound(string text) => new(RefusalKind.NotFound, text);

    internal static Refusal Invalid(string field, string text) => new(RefusalKind.Invalid, text, field);

    internal static Refusal NotPossible(string text) => new(RefusalKind.Invalid, text);

    internal static Refusal Conflict(string text) => new(RefusalKind.Conflict, text);

    internal static Refusal Forbidden(string text) => new(RefusalKind.Forbidden, text);

    internal static Refusal CameraFailed(string text) => new(RefusalKind.CameraFailed, text);

    internal static Refusal Unavailable(string text) => new(RefusalKind.Unavailable, text);
}
