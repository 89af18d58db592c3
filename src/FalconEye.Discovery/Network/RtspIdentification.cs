using System.Net;
using System.Runtime.CompilerServices;
using FalconEye.Contracts.Cameras;
using FalconEye.Discovery.Rtsp;

namespace FalconEye.Discovery.Network;

/// <summary>
/// Asks a port whether it is an RTSP camera's, and where its picture is: OPTIONS, then DESCRIBE of known paths, without ever showing a
/// password.
/// </summary>
internal sealed class RtspIdentification(KnownPaths paths, SocketBudget sockets)
{
    /// <summary>A path that no camera has: the answer to it says how the camera treats unknown paths.</summary>
    private const string NoPath = "/falcon-eye-asks-for-no-such-path";

    private const int MaxChannels = 64;
    private const int MaxMissingChannels = 2;
    private const int MaxCandidates = 12;

    /// <summary>Looks for video.</summary>
    /// <param name="endPoint">The port.</param>
    /// <param name="speaksRtsp">Called as soon as the port has answered in RTSP, whatever is found then.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    internal async IAsyncEnumerable<DiscoveredCandidate> IdentifyAsync(
        IPEndPoint endPoint, Action speaksRtsp, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var place = await sockets.TakeAsync(cancellationToken);
        using var dialogue = new RtspDialogue(endPoint);
        if (await dialogue.AskAsync("OPTIONS", "/", cancellationToken) is not { } options)
        {
            yield break;
        }

        speaksRtsp();
        var unknown = await dialogue.AskAsync("DESCRIBE", NoPath, cancellationToken);
        var words = $"{options.Words} {unknown?.Words}";
        var found = unknown switch
        {
            { Status: 401 or 403 } => GuessAsync(endPoint, words),
            _ when DescriptionOf(unknown) is { } description => SameEverywhereAsync(endPoint, words, description),
            _ => SearchAsync(dialogue, endPoint, words, cancellationToken),
        };
        await foreach (var candidate in found)
        {
            yield return candidate;
        }
    }

    /// <summary>It asks for the password before it looks at the path: all that can be said is which path is likeliest.</summary>
    private async IAsyncEnumerable<DiscoveredCandidate> GuessAsync(IPEndPoint endPoint, string words)
    {
        await Task.CompletedTask;
        string[] likely = [.. paths.Rtsp(words).Select(path => path.Of(1)).Take(MaxCandidates)];
        yield return new DiscoveredCandidate(endPoint, CameraProtocol.Rtsp, likely[0])
        {
            Brand = paths.BrandOf(words),
            RequiresPassword = true,
            PathIsCertain = false,
            NextPaths = likely[1..],
        };
    }

    /// <summary>It shows its picture whatever the path is.</summary>
    private async IAsyncEnumerable<DiscoveredCandidate> SameEverywhereAsync(IPEndPoint endPoint, string words, SessionDescription description)
    {
        await Task.CompletedTask;
        yield return new DiscoveredCandidate(endPoint, CameraProtocol.Rtsp, "/") { Brand = paths.BrandOf(words), Codec = description.Codec, Size = description.Size };
    }

    /// <summary>Asks for one known path after the other; the first that is there says how the camera names its pictures.</summary>
    private async IAsyncEnumerable<DiscoveredCandidate> SearchAsync(
        RtspDialogue dialogue, IPEndPoint endPoint, string words, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in paths.Rtsp(words))
        {
            if (await AskForAsync(path.Of(1)) is not { } first)
            {
                continue;
            }

            var hasChannels = path.HasChannels && await AskForAsync(path.Of(MaxChannels + 1)) is null;
            yield return first with { Channel = hasChannels ? 1 : null };
            for (var (channel, missing) = (2, 0); hasChannels && channel <= MaxChannels && missing < MaxMissingChannels; channel++)
            {
                if (await AskForAsync(path.Of(channel)) is { } next)
                {
                    missing = 0;
                    yield return next with { Channel = channel };
                }
                else
                {
                    missing++;
                }
            }

            yield break;
        }

        async Task<DiscoveredCandidate?> AskForAsync(string path)
        {
            var reply = await dialogue.AskAsync("DESCRIBE", path, cancellationToken);
            var description = DescriptionOf(reply);
            return description is null && reply is not { Status: 401 or 403 } ? null : new DiscoveredCandidate(endPoint, CameraProtocol.Rtsp, path)
            {
                Brand = paths.BrandOf($"{words} {reply?.Words}"),
                RequiresPassword = description is null,
                Codec = description?.Codec,
                Size = description?.Size,
            };
        }
    }

    private static SessionDescription? DescriptionOf(RtspReply? reply) => reply is { Status: 200 } ? SessionDescription.Parse(reply.Body) : null;
}
