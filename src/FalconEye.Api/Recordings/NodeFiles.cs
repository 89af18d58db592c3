using System.Net;
using FalconEye.Data.Recordings;
using FalconEye.Orchestration;
using FalconEye.Processes;

namespace FalconEye.Api.Recordings;

/// <summary>Fetches a recording's file from the node that has it.</summary>
internal sealed class NodeFiles(HttpClient http, IRecordingNodes nodes, ServerOptions options, TimeProvider time)
{
    /// <summary>A node without power answers nothing, not even that it is not there.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What decides which bytes come, or whether any do (RFC 9110, sections 13 and 14).</summary>
    private static readonly string[] Forwarded =
        ["Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"];

    /// <summary>Whether another node has the file: not on one machine, whose files are its own.</summary>
    internal bool Has(Recording recording) => options.Kubernetes is not null && recording.NodeName is not null && PathOf(recording) is not null;

    /// <summary>Asks for the file as the client did.</summary>
    /// <param name="recording">A recording that a node has.</param>
    /// <param name="request">The client's request.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer, its body still to be read; <see langword="null"/> when the node cannot be reached.</returns>
    internal async Task<HttpResponseMessage?> FetchAsync(Recording recording, HttpRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethods.IsHead(request.Method) ? HttpMethod.Head : HttpMethod.Get, PathOf(recording));
        foreach (var name in Forwarded.Where(request.Headers.ContainsKey))
        {
            message.Headers.TryAddWithoutValidation(name, [.. request.Headers[name]]);
        }

        return await SendAsync(recording, message, cancellationToken);
    }

    /// <summary>Looks how large the file is, and when it was last written.</summary>
    /// <returns><see langword="null"/> when the node cannot be reached, or does not have the file.</returns>
    internal async Task<(long Size, DateTime Written)?> MeasureAsync(Recording recording, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Head, PathOf(recording));
        using var answer = Has(recording) ? await SendAsync(recording, message, cancellationToken) : null;
        return answer is { IsSuccessStatusCode: true, Content.Headers: { ContentLength: { } size, LastModified: { } written } }
            ? (size, written.UtcDateTime)
            : null;
    }

    /// <summary>Looks whether the node can be reached, and what it has of the file.</summary>
    internal async Task<NodeFileState> FindAsync(Recording recording, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Head, PathOf(recording));
        using var answer = await SendAsync(recording, message, cancellationToken);
        return answer switch
        {
            null => new NodeFileState(IsReached: false, File: null),
            { IsSuccessStatusCode: true, Content.Headers: { ContentLength: { } length, LastModified: { } written } } =>
                new NodeFileState(true, new NodeFileState.Found(length, written.UtcDateTime, answer.Headers.ETag?.ToString())),
            _ => new NodeFileState(true, null),
        };
    }

    /// <summary>Reads a part of a file.</summary>
    /// <param name="recording">A recording that a node has.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="buffer">Filled as far as the file reaches.</param>
    /// <param name="tag">The file's tag, when it must not have changed since; <see langword="null"/> for a file that grows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many bytes were read.</returns>
    /// <exception cref="IOException">The node cannot be reached, or the file is another by now.</exception>
    internal async Task<int> ReadAsync(Recording recording, long offset, Memory<byte> buffer, string? tag, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, PathOf(recording));
        message.Headers.Range = new(offset, offset + buffer.Length - 1);
        if (tag is not null)
        {
            message.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        using var answer = await SendAsync(recording, message, cancellationToken);
        if (answer is not { StatusCode: HttpStatusCode.PartialContent } || answer.Content.Headers.ContentRange?.From != offset)
        {
            throw new IOException($"Node {recording.NodeName} did not give {buffer.Length} bytes at {offset} of the file ({(int?)answer?.StatusCode}).");
        }

        try
        {
            using var timeout = Deadline.After(ResponseTimeout, time, cancellationToken);
            await using var body = await answer.Content.ReadAsStreamAsync(timeout.Token);
            return await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, timeout.Token);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new IOException($"Node {recording.NodeName} stopped sending the file.", e);
        }
    }

    /// <summary>Has the file removed from its node.</summary>
    /// <returns>Whether it is gone already; it goes later from a node that is away now.</returns>
    /// <exception cref="OrchestrationException">It cannot be removed; the message says why.</exception>
    internal async Task<bool> RemoveAsync(Recording recording, CancellationToken cancellationToken) =>
        Has(recording) && await nodes.RemoveFileAsync(recording.NodeName!, FileOf(recording)!.Relative, cancellationToken);

    private async Task<HttpResponseMessage?> SendAsync(Recording recording, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (nodes.FindFileServer(recording.NodeName!) is not { } server)
        {
            return null;
        }

        message.RequestUri = new Uri(server, message.RequestUri!);
        using var timeout = Deadline.After(ResponseTimeout, time, cancellationToken);
        try
        {
            return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private string? PathOf(Recording recording) =>
        FileOf(recording) is { } path ? $"{path.Folder}/{Uri.EscapeDataString(path.FileName)}" : null;

    private RecordingPath? FileOf(Recording recording) =>
        RecordingPath.Of(recording, Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.RecordingsPath)));
}
