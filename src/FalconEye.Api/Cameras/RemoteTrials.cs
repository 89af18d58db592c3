using System.Globalization;
using System.Net;
using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras;

/// <summary>Tries sources by a probe server, in a pod of its own: in a cluster this server's pod runs no FFmpeg.</summary>
/// <param name="http">A client whose base address is the probe server's, and that shows its token.</param>
internal sealed class RemoteTrials(HttpClient http) : ISourceTrials
{
    /// <inheritdoc/>
    public bool ReadsFiles => false;

    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new ProbeRequest(address.WithCredentials), WireJson.Default.ProbeRequest);
        using var response = await PostAsync("probe", content, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync(WireJson.Default.ProbeResult, cancellationToken) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new SourceTrialException("The source could not be tried: the probe server's answer is not understood.", e);
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GrabAsync(string source, TimeSpan at, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new FrameRequest(source, at.TotalSeconds), WireJson.Default.FrameRequest);
        using var response = await PostAsync("frame", content, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ShrinkAsync(ReadOnlyMemory<byte> video, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(video);
        content.Headers.ContentType = new(KeyframeVideo.MediaType);
        using var response = await PostAsync("keyframe", content, cancellationToken);
        return response.StatusCode == HttpStatusCode.UnprocessableEntity ? null : await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> ConvertAsync(Stream segment, bool keepsSound, Stream output, CancellationToken cancellationToken) =>
        MakeVideoAsync($"segment?sound={(keepsSound ? "true" : "false")}", segment, output, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> EncodeAsync(Stream batch, BatchEncoding encoding, Stream output, CancellationToken cancellationToken) => MakeVideoAsync(
        string.Create(CultureInfo.InvariantCulture, $"pictures?captions={(encoding.HasCaptions ? "true" : "false")}&skip={encoding.SkipSeconds:0.######}"),
        batch,
        output,
        cancellationToken);

    private async Task<bool> MakeVideoAsync(string path, Stream video, Stream output, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(video);
        content.Headers.ContentType = new(SegmentVideo.MediaType);
        using var response = await PostAsync(path, content, cancellationToken);
        if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            return false;
        }

        await response.Content.CopyToAsync(output, cancellationToken);
        return true;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var response = await http.PostAsync(path, content, cancellationToken);
            if (response.IsSuccessStatusCode || (path, response.StatusCode) is ("frame", HttpStatusCode.NotFound) or (not "probe", HttpStatusCode.UnprocessableEntity))
            {
                return response;
            }

            using (response)
            {
                throw new SourceTrialException(response.StatusCode == HttpStatusCode.TooManyRequests
                    ? "Too many sources are being tried; try again in a few seconds."
                    : $"The source could not be tried: the probe server answered {(int)response.StatusCode} (PROBE_URL, PROBE_TOKEN).");
            }
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SourceTrialException("The source could not be tried: the probe server does not answer (PROBE_URL).", e);
        }
    }
}
