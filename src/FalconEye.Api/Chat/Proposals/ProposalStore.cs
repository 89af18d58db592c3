using System.Text.Json;
using FalconEye.Api.Auth;
using FalconEye.Api.Chat.Tools;
using FalconEye.Api.Chat.Tools.Acting;
using FalconEye.Data;
using FalconEye.Data.Chat;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Proposals;

/// <summary>Writes proposals down and lists them. It can change nothing else.</summary>
internal sealed class ProposalStore(FalconEyeContext database, Caller who, AssistantOptions options, TimeProvider time)
{
    /// <summary>The most open proposals of one requester, so that no one keeps the others from proposing.</summary>
    private const int MaxOpenPerRequester = 20;

    /// <summary>The most open proposals of all: users have to be able to read them.</summary>
    private const int MaxOpen = 500;

    /// <summary>Refuses callers who could not make the change themselves: they cannot have an operator make it for them.</summary>
    /// <exception cref="ToolException">The caller is no operator.</exception>
    internal void CheckMayPropose()
    {
        if (!who.IsOperator)
        {
            throw new ToolException("Only operators and administrators can propose changes; this caller may watch only.");
        }
    }

    /// <exception cref="ToolException">Too many wait already.</exception>
    internal async Task<ProposalResponse> WriteAsync(
        string tool, JsonElement arguments, PlannedChange plan, ToolCaller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var changes = JsonSerializer.Serialize(plan.Changes, ToolJson.Options);
        var open = await Open(now).ToListAsync(cancellationToken);
        var requester = await RequesterAsync(cancellationToken);
        if (open.Find(other =>
                other.RequestedBy == requester && other.Tool == tool && other.Summary == plan.Summary && other.Changes == changes && other.SessionId == caller.SessionId)
            is { } same)
        {
            return ProposalResponse.From(same, now);
        }

        if (open.Count(other => other.RequestedById == who.UserId) >= MaxOpenPerRequester || open.Count >= MaxOpen)
        {
            throw new ToolException($"{MaxOpenPerRequester} proposals wait for an answer already. Ask the user to answer those first.");
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
            RequestedById = who.UserId,
            RequestedBy = requester,
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

    /// <summary>The user who asks, as the card shows it; <see langword="null"/> on a server without logins.</summary>
    private async Task<string?> RequesterAsync(CancellationToken cancellationToken)
    {
        if (who.TokenId is not { } tokenId)
        {
            return who.Name;
        }

        var token = await database.ApiTokens.Where(known => known.Id == tokenId).Select(known => known.Name).FirstOrDefaultAsync(cancellationToken);
        var owner = await database.Users.Where(user => user.Id == who.UserId).Select(user => user.UserName).FirstOrDefaultAsync(cancellationToken);
        return owner is null ? $"the API token \"{token}\"" : $"{owner}, by the API token \"{token}\"";
    }

    private IQueryable<Proposal> Open(DateTime now) =>
        database.Proposals.AsNoTracking().Where(proposal => proposal.Status == ProposalStatus.Open && proposal.ExpiresAt > now);
}
