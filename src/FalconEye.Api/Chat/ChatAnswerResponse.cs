using FalconEye.Api.Chat.Proposals;

namespace FalconEye.Api.Chat;

/// <summary>A whole answer, for clients that do not read events.</summary>
/// <param name="Role">Always <c>assistant</c>.</param>
/// <param name="Content">Its text.</param>
/// <param name="Tools">The tools that were used for it.</param>
/// <param name="Proposals">The changes that it proposes.</param>
public sealed record ChatAnswerResponse(string Role, string Content, IReadOnlyList<string> Tools, IReadOnlyList<ProposalResponse> Proposals);
