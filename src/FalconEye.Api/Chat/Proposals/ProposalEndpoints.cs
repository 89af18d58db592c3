using FalconEye.Api.Auth;
using FalconEye.Api.Events;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Chat.Proposals;

/// <summary>What the assistant proposes to change, and the user's answer.</summary>
internal static class ProposalEndpoints
{
    internal static RouteGroupBuilder MapProposals(this RouteGroupBuilder chat)
    {
        chat.MapGet("/proposals", ListProposals);
        chat.MapPost("/proposals/{id:guid}", AnswerProposal).RequireAuthorization(Policies.Consent);
        return chat;
    }

    private static async Task<Ok<ProposalListResponse>> ListProposals(
        ProposalStore store, Guid? session_id = null, CancellationToken cancellationToken = default)
    {
        var proposals = await store.ListAsync(session_id, cancellationToken);
        return TypedResults.Ok(new ProposalListResponse(proposals, proposals.Count));
    }

    private static async Task<Results<Ok<ProposalResponse>, ProblemHttpResult>> AnswerProposal(
        Guid id, AnswerProposalRequest request, HttpContext context, ProposalService service, CancellationToken cancellationToken)
    {
        var (proposal, problem) = await service.AnswerAsync(id, request.Accept!.Value, Actor.Of(context), cancellationToken);
        return problem is null ? TypedResults.Ok(proposal) : problem;
    }
}
