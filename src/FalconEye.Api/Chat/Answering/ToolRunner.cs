using System.Text.Json;
using System.Threading.Channels;
using FalconEye.Api.Chat.Tools;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Answering;

/// <summary>Runs the tools that the model asked for in one turn, one after the other, and tells the user what is being done.</summary>
internal sealed class ToolRunner(ToolRegistry tools, TimeProvider time)
{
    private static readonly TimeSpan ToolTimeout = TimeSpan.FromSeconds(60);

    /// <returns>One message with every result: the provider wants all of a turn's results in the next message.</returns>
    internal async Task<ChatMessage> RunAsync(
        IReadOnlyList<FunctionCallContent> calls, ToolCaller caller, ChannelWriter<AssistantEvent> events, CancellationToken cancellationToken)
    {
        List<AIContent> results = [];
        foreach (var call in calls)
        {
            results.Add(await RunAsync(call, caller, events, cancellationToken));
        }

        return new ChatMessage(ChatRole.Tool, results);
    }

    private async Task<FunctionResultContent> RunAsync(
        FunctionCallContent call, ToolCaller caller, ChannelWriter<AssistantEvent> events, CancellationToken cancellationToken)
    {
        var arguments = JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions);
        var text = tools.Find(call.Name) is { } tool ? await tool.DescribeAsync(arguments, cancellationToken) : call.Name;
        (call.AdditionalProperties ??= [])[Transcript.ActivityKey] = text;
        await events.WriteAsync(AssistantEvent.UsingTool(call.Name, text), cancellationToken);
        using var timeout = new CancellationTokenSource(ToolTimeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var answer = await tools.RunAsync(call.Name, arguments, caller, ending.Token);
            return await ShowAsync(call, answer, events, cancellationToken);
        }
        catch (ToolException e)
        {
            return Failure(call, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failure(call, $"{call.Name} took longer than {ToolTimeout.TotalSeconds:0} seconds.");
        }
    }

    private static async Task<FunctionResultContent> ShowAsync(
        FunctionCallContent call, ToolAnswer answer, ChannelWriter<AssistantEvent> events, CancellationToken cancellationToken)
    {
        var text = answer.ToDelimitedText(call.Name);
        if (answer.Proposal is { } proposal)
        {
            call.AdditionalProperties![Transcript.ProposalKey] = proposal.Id.ToString();
            await events.WriteAsync(AssistantEvent.Proposed(proposal), cancellationToken);
        }

        foreach (var picture in answer.Pictures)
        {
            await events.WriteAsync(AssistantEvent.Seen(picture), cancellationToken);
        }

        return new FunctionResultContent(call.CallId, answer.Pictures.Count == 0 ? text : Transcript.WithPictures(text, answer.Pictures));
    }

    /// <summary>Names and log lines may be in the message of a failure too: it is data like every other result.</summary>
    private static FunctionResultContent Failure(FunctionCallContent call, string message) =>
        new(call.CallId, new ToolAnswer(new { Error = message }).ToDelimitedText(call.Name)) { Exception = new ToolException(message) };
}
