using System.Net;
using System.Runtime.CompilerServices;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Discovery.Network;

/// <summary>
/// Asks a web server whether it shows Motion JPEG at a known path: only the heads of answers are read, and no password is shown.
/// </summary>
internal sealed class HttpIdentification(IHttpClientFactory clients, KnownPaths paths, SocketBudget sockets)
{
    /// <summary>The name of the client that it uses.</summary>
    internal const string HttpClientName = "discovery";

    private const string NoPath = "/falcon-eye-asks-for-no-such-path";
    private const int MaxChannels = 64;
    private const int MaxCandidates = 12;

    /// <summary>Looks for video.</summary>
    /// <param name="endPoint">The port.</param>
    /// <param name="speaksHttp">Called as soon as the port has answered in HTTP, whatever is found then.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    internal async IAsyncEnumerable<DiscoveredCandidate> IdentifyAsync(
        IPEndPoint endPoint, Action speaksHttp, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await AskAsync(endPoint, NoPath, cancellationToken) is not { } unknown)
        {
            yield break;
        }

        speaksHttp();
        if (unknown.IsStream)
        {
            yield return CandidateOf(endPoint, "/", unknown);
        }
        else if (unknown.WantsPassword)
        {
            if (Guess(endPoint, unknown.Words) is { } guess)
            {
                yield return guess;
            }
        }
        else
        {
            await foreach (var candidate in SearchAsync(endPoint, unknown.Words, cancellationToken))
            {
                yield return candidate;
            }
        }
    }

    /// <summary>Routers and printers want passwords too; only what calls itself a camera is taken for one.</summary>
    private DiscoveredCandidate? Guess(IPEndPoint endPoint, string words)
    {
        string[] likely = [.. paths.Http(words).Select(path => path.Of(1)).Take(MaxCandidates)];
        return !paths.IsCamera(words) ? null : new DiscoveredCandidate(endPoint, CameraProtocol.Http, likely[0])
        {
            Brand = paths.BrandOf(words),
            RequiresPassword = true,
            PathIsCertain = false,
            NextPaths = likely[1..],
        };
    }

    private async IAsyncEnumerable<DiscoveredCandidate> SearchAsync(
        IPEndPoint endPoint, string words, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in paths.Http(words))
        {
            var reply = await AskAsync(endPoint, path.Of(1), cancellationToken);
            var isCamera = reply is { IsStream: true } || (reply is { WantsPassword: true } && (path.Brand is not null || paths.IsCamera(reply.Words)));
            if (!isCamera)
            {
                continue;
            }

            yield return CandidateOf(endPoint, path.Of(1), reply!) with { Channel = path.HasChannels ? 1 : null };
            for (var channel = 2; path.HasChannels && channel <= MaxChannels; channel++)
            {
                if (await AskAsync(endPoint, path.Of(channel), cancellationToken) is not { IsStream: true } next)
                {
                    break;
                }

                yield return CandidateOf(endPoint, path.Of(channel), next) with { Channel = channel };
            }

            yield break;
        }
    }

    private DiscoveredCandidate CandidateOf(IPEndPoint endPoint, string path, Reply reply) => new(endPoint, CameraProtocol.Http, path)
    {
        Brand = paths.BrandOf(reply.Words),
        RequiresPassword = reply.WantsPassword,
        Codec = reply.IsStream ? "mjpeg" : null,
    };

    /// <returns><see langword="null"/> when what answers does not speak HTTP.</returns>
    private async Task<Reply?> AskAsync(IPEndPoint endPoint, string path, CancellationToken cancellationToken)
    {
        using var place = await sockets.TakeAsync(cancellationToken);
        using var client = clients.CreateClient(HttpClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{endPoint}{path}") { Version = HttpVersion.Version11 };
        request.Headers.ConnectionClose = true;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new Reply(
                response.Content.Headers.ContentType?.MediaType is "multipart/x-mixed-replace" && response.IsSuccessStatusCode,
                response.StatusCode is HttpStatusCode.Unauthorized,
                $"{response.Headers.Server} {response.Headers.WwwAuthenticate}");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private sealed record Reply(bool IsStream, bool WantsPassword, string Words);
}
