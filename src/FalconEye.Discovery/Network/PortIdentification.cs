using System.Net;
using FalconEye.Onvif.Discovery;

namespace FalconEye.Discovery.Network;

/// <summary>The questions to one open port, likeliest language first; what never says a word is not asked twice.</summary>
internal sealed class PortIdentification(IPEndPoint endPoint, RtspIdentification rtsp, HttpIdentification http, OnvifIdentification onvif)
{
    /// <summary>
    /// That a port may take for its first word: anyone who serves pictures does not think longer about a question for nothing.
    /// </summary>
    private static readonly TimeSpan FirstByteTimeout = TimeSpan.FromSeconds(3);

    private readonly List<DiscoveredCandidate> _found = [];

    /// <summary>What was seen so far.</summary>
    internal IReadOnlyList<DiscoveredCandidate> Found => _found;

    /// <summary>Whether RTSP is spoken there.</summary>
    internal bool SpeaksRtsp { get; private set; }

    private bool SpeaksHttp { get; set; }

    /// <summary>Identifies what listens on the port.</summary>
    internal async Task RunAsync(DiscoveredDevice? announced, bool isWebFirst, CancellationToken cancellationToken)
    {
        if (announced is not null)
        {
            await AskForServiceAsync(announced, cancellationToken);
        }

        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(FirstByteTimeout);
        await AskAsync(isWebFirst);
        if (!SpeaksHttp && !SpeaksRtsp)
        {
            await AskAsync(!isWebFirst);
        }

        if (SpeaksHttp && announced is null)
        {
            await AskForServiceAsync(null, cancellationToken);
        }

        async Task AskAsync(bool inHttp)
        {
            var candidates = inHttp
                ? http.IdentifyAsync(endPoint, () => Hear(() => SpeaksHttp = true), silence.Token)
                : rtsp.IdentifyAsync(endPoint, () => Hear(() => SpeaksRtsp = true), silence.Token);
            await foreach (var candidate in candidates)
            {
                _found.Add(candidate);
            }
        }

        void Hear(Action language)
        {
            language();
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private async Task AskForServiceAsync(DiscoveredDevice? announced, CancellationToken cancellationToken)
    {
        if (await onvif.IdentifyAsync(endPoint, announced, cancellationToken) is { } service)
        {
            _found.Add(service);
        }
    }
}
