using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FalconEye.Api.Chat.Tools;
using FalconEye.Data.Chat;

namespace FalconEye.Api.Chat.Proposals;

/// <summary>A change that waits for a user's answer, or what became of it.</summary>
public sealed record ProposalResponse
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The conversation it comes from, if it comes from one.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The tool that would act.</summary>
    public required string Tool { get; init; }

    /// <summary>The change in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Each field that would change.</summary>
    public required IReadOnlyList<FieldChange> Changes { get; init; }

    /// <summary>The camera; null for one to be added.</summary>
    public Guid? CameraId { get; init; }

    /// <summary><c>chat</c> or <c>mcp</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Who asked for it: a user, or a user by an API token; null on a server without logins.</summary>
    public string? RequestedBy { get; init; }

    /// <summary><c>open</c>, <c>accepted</c> (being done), <c>done</c>, <c>failed</c>, <c>declined</c> or <c>expired</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Until when it can be answered.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>Name of the user who confirmed or declined.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>What happened then, as text for users.</summary>
    public string? Result { get; init; }

    /// <summary>Shows a stored proposal.</summary>
    internal static ProposalResponse From(Proposal proposal, DateTime now) => new()
    {
        Id = proposal.Id,
        SessionId = proposal.SessionId,
        Tool = proposal.Tool,
        Summary = proposal.Summary,
        Changes = JsonSerializer.Deserialize<FieldChange[]>(proposal.Changes, ToolJson.Options) ?? [],
        CameraId = proposal.CameraId,
        Origin = proposal.Origin,
        RequestedBy = proposal.RequestedBy,
        Status = proposal.Status == ProposalStatus.Open && proposal.ExpiresAt <= now ? "expired" : proposal.Status.ToString().ToLowerInvariant(),
        CreatedAt = proposal.CreatedAt,
        ExpiresAt = proposal.ExpiresAt,
        AnsweredAt = proposal.AnsweredAt,
        AnsweredBy = proposal.AnsweredBy,
        Result = proposal.Result,
    };
}

/// <summary>Proposals, newest first.</summary>
/// <param name="Proposals">This page.</param>
/// <param name="Count">How many these are.</param>
public sealed record ProposalListResponse(IReadOnlyList<ProposalResponse> Proposals, int Count);

/// <summary>A user's answer to a proposal.</summary>
public sealed record AnswerProposalRequest
{
    /// <summary>True to have it done, false to decline it.</summary>
    [Required(ErrorMessage = "accept is needed: true or false.")]
    public bool? Accept { get; init; }
}
