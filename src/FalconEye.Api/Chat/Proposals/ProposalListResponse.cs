namespace FalconEye.Api.Chat.Proposals;

/// <summary>Proposals, newest first.</summary>
/// <param name="Proposals">This page.</param>
/// <param name="Count">How many these are.</param>
public sealed record ProposalListResponse(IReadOnlyList<ProposalResponse> Proposals, int Count);
