using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Http;

namespace FalconEye.Media.Ffmpeg;

/// <summary>The gateway to a camera over HTTP: fetches the one address of the camera for FFmpeg, and passes the body on as it comes.</summary>
internal sealed class HttpGateway(SourceAddress address, TimeSpan stallTimeout) : SourceGateway(address, stallTimeout)
{
    private const int CopyBytes = 64 * 1024;

    private readonly HttpSource _source = new(address, stallTimeout);

    /// <inheritdoc/>
    internal override string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}{Token}");

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _source.Dispose();
    }

    /// <inheritdoc/>
    private protected override async Task ServeAsync(Socket client, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        if (RequestLineOf(head.Span) is not ["GET", var path, _] || path != Token)
        {
            await SendAsync(client, "404 Not Found", [], cancellationToken);
            return;
        }

        try
        {
            using var response = await AskAsync(RangeOf(head.Span), cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                Fail(HttpFailure.OfStatus((int)response.StatusCode, response.ReasonPhrase, Address));
            }

            await SendAsync(client, $"{(int)response.StatusCode} {response.StatusCode}", FieldsOf(response), cancellationToken);
            await CopyAsync(response, client, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or SourceFailedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Fail(e is SourceFailedException { Failure: var failure } ? failure : HttpFailure.Of(e, Address));
            await SendAsync(client, "502 Bad Gateway", [], cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerTime);
        return await _source.GetAsync(range, deadline.Token);
    }

    private static async Task CopyAsync(HttpResponseMessage response, Socket client, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[CopyBytes];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await client.SendAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        client.Shutdown(SocketShutdown.Send);
    }

    private static RangeHeaderValue? RangeOf(ReadOnlySpan<byte> head)
    {
        const string Name = "Range:";
        var line = Encoding.UTF8.GetString(head).Split("\r\n").FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        return line is not null && RangeHeaderValue.TryParse(line[Name.Length..].Trim(), out var range) ? range : null;
    }

    /// <summary>What FFmpeg needs to know of the body: its type, and where in the whole it lies.</summary>
    private static IEnumerable<string> FieldsOf(HttpResponseMessage response)
    {
        var fields = response.Content.Headers;
        foreach (var name in (string[])["Content-Type", "Content-Length", "Content-Range"])
        {
            if (fields.TryGetValues(name, out var values) && values.FirstOrDefault() is { } value && !value.Any(char.IsControl))
            {
                yield return $"{name}: {value}";
            }
        }

        if (response.Headers.AcceptRanges.Contains("bytes"))
        {
            yield return "Accept-Ranges: bytes";
        }
    }

    private static async Task SendAsync(Socket client, string status, IEnumerable<string> fields, CancellationToken cancellationToken)
    {
        var head = string.Join("\r\n", [$"HTTP/1.1 {status}", .. fields, "Connection: close", "", ""]);
        await client.SendAsync(Encoding.UTF8.GetBytes(head), cancellationToken);
    }
}
