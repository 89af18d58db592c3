using System.Text;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Answering;

/// <summary>An answer as far as it has come: the text that the user saw, and everything that the model must remember of it.</summary>
internal sealed class Answer
{
    private readonly StringBuilder _text = new();
    private readonly List<ChatMessage> _messages = [];

    /// <summary>What the user saw.</summary>
    internal string Text => _text.ToString();

    /// <summary>The model's texts, its tool calls and their results, in order; each call has its result.</summary>
    internal IReadOnlyList<ChatMessage> Messages => _messages;

    /// <summary>Whether anything came of it.</summary>
    internal bool IsEmpty => _messages.Count == 0;

    /// <summary>The names of the tools that were used.</summary>
    internal IEnumerable<string> Tools => _messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => call.Name);

    /// <summary>Adds to the text.</summary>
    internal void Append(string chunk) => _text.Append(chunk);

    internal void Add(ChatMessage message) => _messages.Add(message);

    /// <summary>
    /// Gives calls that were stopped before they had a result one that says so: the provider takes no conversation with open calls.
    /// </summary>
    internal void CloseOpenCalls()
    {
        if (_messages is [.., { } last] && last.Contents.OfType<FunctionCallContent>().ToList() is { Count: > 0 } calls)
        {
            _messages.Add(new ChatMessage(ChatRole.Tool, [.. calls.Select(call => new FunctionResultContent(call.CallId, "The person stopped this."))]));
        }
    }
}
