using System.Text.Json;
using FalconEye.Api.Auth;
using FalconEye.Api.Chat.Tools;
using FalconEye.Api.Chat.Tools.Acting;
using FalconEye.Data;
using FalconEye.Data.Chat;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Proposals;

/// <summary>Writes proposals down and lists them. It can change nothing else.</summary>
internal sealed class ProposalBook(FalconEyeContext database, Caller who, AssistantOptions options, TimeProvider time)
{
    /// <summary>A model that goes wild must not bury the person.</summary>
    private const int MostOpen = 20;

    /// <exception cref="ToolException">Too many wait already.</exception>
    internal async Task<ProposalResponse> WriteAsync(
        string tool, JsonElement arguments, PlannedChange plan, ToolCaller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var changes = JsonSerializer.Serialize(plan.Changes, ToolJson.Options);
        var open = await Open(now).ToListAsync(cancellationToken);
        if (open.Find(other =>
                other.Tool == tool && other.Summary == plan.Summary && other.Changes == changes && other.SessionId == caller.SessionId)
            is { } same)
        {
            return ProposalResponse.From(same, now);
        }

        if (open.Count >= MostOpen)
        {
            throw new ToolException($"{MostOpen} proposals wait for a person already. Ask them to answer those first.");
        }

        var proposal = new Proposal
        {
            Id = Guid.NewGuid(),
            SessionId = caller.SessionId,
            Tool = tool,
            Arguments = arguments.GetRawText(),
            Summary = plan.Summary,
            Changes = changes,
            CameraId = plan.CameraId,
            Origin = caller.Origin,
            CreatedAt = now,
            ExpiresAt = now + options.ProposalLifetime,
        };
        database.Proposals.Add(proposal);
        await database.SaveChangesAsync(cancellationToken);
        return ProposalResponse.From(proposal, now);
    }

    /// <summary>The proposals of a conversation, or all those that can still be answered; newest first.</summary>
    internal async Task<IReadOnlyList<ProposalResponse>> ListAsync(Guid? sessionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var query = sessionId is { } session
            ? database.Proposals.AsNoTracking().Where(proposal => proposal.SessionId == session)
            : Open(now);
        var proposals = await query.OrderByDescending(proposal => proposal.CreatedAt).Take(200).ToListAsync(cancellationToken);
        return [.. proposals.Where(proposal => who.MayUse(proposal.CameraId)).Select(proposal => ProposalResponse.From(proposal, now))];
    }

    private IQueryable<Proposal> Open(DateTime now) =>
        database.Proposals.AsNoTracking().Where(proposal => proposal.Status == ProposalStatus.Open && proposal.ExpiresAt > now);
}
