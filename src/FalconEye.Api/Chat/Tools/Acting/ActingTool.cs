using System.Text.Json;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Problems;

namespace FalconEye.Api.Chat.Tools.Acting;

/// <summary>An acting tool: asked by the model, it only writes a proposal (docs/decisions/0015-proposals.md).</summary>
internal abstract class ActingTool<TArguments>(ProposalStore proposals) : AssistantTool<TArguments>, IActingTool
    where TArguments : notnull
{
    public override bool IsReadOnly => false;

    public Task<PlannedChange> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => PlanAsync(Read(arguments), cancellationToken);

    public Task<string> ActAsync(JsonElement arguments, CancellationToken cancellationToken) => ActAsync(Read(arguments), cancellationToken);

    protected sealed override async Task<ToolAnswer> RunAsync(TArguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        proposals.CheckMayPropose();
        var plan = await PlanAsync(arguments, cancellationToken);
        var proposal = await proposals.WriteAsync(Name, JsonSerializer.SerializeToElement(arguments, ToolJson.Options), plan, caller, cancellationToken);
        return new ToolAnswer(new
        {
            Status = "waiting_for_a_person",
            ProposalId = proposal.Id,
            proposal.Summary,
            proposal.Changes,
            proposal.ExpiresAt,
            Note = "Nothing has changed. A person sees this as a card in the dashboard and decides; say so, and do not claim that it is done.",
        })
        {
            Proposal = proposal,
        };
    }

    protected abstract Task<PlannedChange> PlanAsync(TArguments arguments, CancellationToken cancellationToken);

    protected abstract Task<string> ActAsync(TArguments arguments, CancellationToken cancellationToken);

    /// <summary>The value of a use case.</summary>
    /// <exception cref="ToolException">It was refused.</exception>
    protected static TValue ValueOf<TValue>(Result<TValue> result)
        where TValue : class =>
        result.TryGet(out var value, out var refusal) ? value : throw new ToolException(refusal.Text);
}
