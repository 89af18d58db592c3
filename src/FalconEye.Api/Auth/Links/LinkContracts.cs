using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Auth.Links;

/// <summary>A link to a stream or recording.</summary>
public sealed record CreateLinkRequest
{
    /// <summary>The path, for example <c>/api/cameras/{id}/stream</c>.</summary>
    [Required(ErrorMessage = "Name the path that the link is to.")]
    [StringLength(300, ErrorMessage = "A path has at most 300 characters.")]
    public string? Path { get; init; }

    /// <summary>How long it can be opened, in minutes; what plays then ends a day later, or with the maker's login.</summary>
    [Range(5, 60, ErrorMessage = "A link lasts from 5 to 60 minutes.")]
    public int Minutes { get; init; } = 15;
}

/// <summary>A link that opens without a login.</summary>
/// <param name="Url">The path with its signature.</param>
/// <param name="ExpiresAt">Until when it can be opened.</param>
public sealed record LinkResponse(string Url, DateTimeOffset ExpiresAt);
