using System.Text.Json;
using FalconEye.Api.Auth;
using FalconEye.Api.Chat.Tools;
using FalconEye.Api.Chat.Tools.Acting;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Chat;
using FalconEye.Data.Events;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Proposals;

/// <summary>Takes a user's answer to a proposal: once, in time, and for exactly the change that they saw.</summary>
internal sealed partial class ProposalService(FalconEyeContext database, ToolRegistry tools, Caller who, TimeProvider time, ILogger<ProposalService> logger)
{
    internal async Task<(ProposalResponse? Proposal, ProblemHttpResult? Problem)> AnswerAsync(
        Guid id, bool accept, string actor, CancellationToken cancellationToken)
    {
        if (await database.Proposals.FindAsync([id], cancellationToken) is not { } proposal || !who.MayUse(proposal.CameraId))
        {
            return (null, Problem.NotFound($"There is no proposal {id}."));
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (proposal.Status != ProposalStatus.Open)
        {
            return (null, AlreadyAnswered(proposal));
        }

        if (proposal.ExpiresAt <= now)
        {
            return (null, Problem.Conflict("The proposal has expired. Ask the assistant again."));
        }

        (proposal.AnsweredAt, proposal.AnsweredBy) = (now, actor);
        proposal.Status = accept ? ProposalStatus.Accepted : ProposalStatus.Declined;
        if (!accept)
        {
            proposal.Arguments = Proposal.NoArguments;
            Log(proposal, "proposal_declined", $"{actor} declined: {proposal.Summary}");
        }

        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            await database.Entry(proposal).ReloadAsync(cancellationToken);
            return (null, AlreadyAnswered(proposal));
        }

        if (accept)
        {
            await CarryOutAsync(proposal, actor);
        }

        return (ProposalResponse.From(proposal, now), null);
    }

    /// <summary>What was agreed to is brought to its end, also when the browser leaves.</summary>
    private async Task CarryOutAsync(Proposal proposal, string actor)
    {
        try
        {
            proposal.Result = await ActAsync(proposal, CancellationToken.None);
            proposal.Status = ProposalStatus.Done;
            Log(proposal, "proposal_done", $"{actor} agreed: {proposal.Summary} {proposal.Result}");
        }
        catch (ToolException e)
        {
            Fail(proposal, actor, e.Message);
        }
        catch (Exception e)
        {
            LogFailed(proposal.Id, e);
            Fail(proposal, actor, "It failed; the server's log has the reason.");
        }

        // They may hold a password, and no one needs them any more.
        proposal.Arguments = Proposal.NoArguments;
        await database.SaveChangesAsync(CancellationToken.None);
    }

    /// <exception cref="ToolException">The tool is off by now, or the change would be another one than the user saw.</exception>
    private async Task<string> ActAsync(Proposal proposal, CancellationToken cancellationToken)
    {
        if (tools.Find(proposal.Tool) is not IActingTool tool)
        {
            throw new ToolException($"The tool {proposal.Tool} is switched off in the settings.");
        }

        var arguments = JsonSerializer.Deserialize<JsonElement>(proposal.Arguments);
        var plan = await tool.PlanAsync(arguments, cancellationToken);
        if (plan.CameraId != proposal.CameraId || JsonSerializer.Serialize(plan.Changes, ToolJson.Options) != proposal.Changes)
        {
            throw new ToolException("The camera has changed since this was proposed. Ask the assistant again.");
        }

        return await tool.ActAsync(arguments, cancellationToken);
    }

    /// <summary>What a handler had begun to change and then refused must not be stored along with the refusal.</summary>
    private void Fail(Proposal proposal, string actor, string reason)
    {
        database.ChangeTracker.Clear();
        database.Attach(proposal);
        (proposal.Status, proposal.Result) = (ProposalStatus.Failed, reason);
        Log(proposal, "proposal_failed", $"{actor} agreed: {proposal.Summary} It could not be done: {reason}");
    }

    private void Log(Proposal proposal, string kind, string message) => database.Events.Add(new LoggedEvent
    {
        Time = time.GetUtcNow().UtcDateTime,
        Kind = kind,
        CameraId = proposal.CameraId,
        Actor = proposal.AnsweredBy!,
        Message = message,
        Data = JsonSerializer.Serialize(new { proposal_id = proposal.Id, tool = proposal.Tool, origin = proposal.Origin, session_id = proposal.SessionId }),
    });

    private static ProblemHttpResult AlreadyAnswered(Proposal proposal) =>
        Problem.Conflict($"The proposal was answered already ({proposal.Status.ToString().ToLowerInvariant()}, by {proposal.AnsweredBy}).");

    [LoggerMessage(LogLevel.Error, "What proposal {ProposalId} asked for failed")]
    private partial void LogFailed(Guid proposalId, Exception exception);
}
