using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Chat.Proposals;

/// <summary>A user's answer to a proposal.</summary>
public sealed record AnswerProposalRequest
{
    /// <summary>True to have it done, false to decline it.</summary>
    [Required(ErrorMessage = "accept is needed: true or false.")]
    public bool? Accept { get; init; }
}
