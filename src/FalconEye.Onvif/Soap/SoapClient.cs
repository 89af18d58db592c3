using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Soap;

/// <summary>
/// Calls the operations of one device. It asks without a password first and lets the device say how it wants to be shown one: over HTTP
/// (401 with a challenge) or in the message (a fault). The password is then shown that way, once, so that a wrong one counts as one
/// attempt.
/// </summary>
/// <param name="device">The device service that the user named. No other host is called, and when it is this machine no other port.</param>
/// <param name="credential">User and password; <see langword="null"/> when the person named none.</param>
/// <param name="now">Tells the device's time, asked for when it is needed first.</param>
/// <param name="time">Measures how long an answer takes.</param>
internal sealed class SoapClient(Uri device, NetworkCredential? credential, Func<CancellationToken, Task<DateTimeOffset>> now, TimeProvider time)
    : IDisposable
{
    /// <summary>Small cameras take a second for an answer while they encode.</summary>
    internal static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    private readonly OwnHostCredential? _overHttp = credential is null ? null : new OwnHostCredential(device.IdnHost, credential);
    private HttpMessageInvoker? _http;
    private bool _showsToken;

    /// <inheritdoc/>
    public void Dispose() => _http?.Dispose();

    /// <summary>Calls an operation.</summary>
    /// <param name="service">The service's address, on this client's host.</param>
    /// <param name="operation">The request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="headers">SOAP headers, for services that want some.</param>
    /// <param name="timeout">How long the device may take on purpose, beside <see cref="AnswerTime"/>.</param>
    /// <returns>The response's element.</returns>
    /// <exception cref="OnvifException">The device refuses, or answers nonsense.</exception>
    /// <exception cref="HttpRequestException">The device cannot be reached.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    internal async Task<SoapElement> CallAsync(
        Uri service, SoapElement operation, CancellationToken cancellationToken, IReadOnlyList<SoapElement>? headers = null, TimeSpan timeout = default)
    {
        if (!_showsToken)
        {
            var answer = await SendAsync(service, operation, headers ?? [], timeout, cancellationToken);
            if (answer.Content is { } content)
            {
                return content;
            }

            if (credential is null || !answer.WantsPassword || answer.Challenges.Any(challenge => OwnHostCredential.Supports(challenge, service.Scheme)))
            {
                throw Refusal.Of(answer, operation.Name.Local, service, credential is not null);
            }

            _overHttp!.IsOffered = false;
            _showsToken = true;
        }

        var token = UsernameToken.Create(credential!, await now(cancellationToken));
        var second = await SendAsync(service, operation, [token, .. headers ?? []], timeout, cancellationToken);
        return second.Content ?? throw Refusal.Of(second, operation.Name.Local, service, hasCredential: true);
    }

    /// <summary>Calls an operation that needs no password, and shows none.</summary>
    /// <inheritdoc cref="CallAsync"/>
    internal async Task<SoapElement> CallOpenlyAsync(Uri service, SoapElement operation, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(service, operation, [], TimeSpan.Zero, cancellationToken);
        return answer.Content ?? throw Refusal.Of(answer, operation.Name.Local, service, hasCredential: false);
    }

    private async Task<SoapAnswer> SendAsync(
        Uri service, SoapElement operation, IReadOnlyList<SoapElement> headers, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerTime + timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, service) { Content = ContentOf(operation, headers) };
            using var response = await (_http ??= new HttpMessageInvoker(NewHandler())).SendAsync(request, both.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(both.Token);
            var bytes = await SoapDocument.ReadAsync(stream, both.Token);
            return new SoapAnswer(response.StatusCode, [.. response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme)], BodyOf(response, bytes));
        }
        catch (SoapFormatException e)
        {
            throw Refusal.OfNonsense(service, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{service.Authority} did not answer in time.", e);
        }
    }

    private static ByteArrayContent ContentOf(SoapElement operation, IReadOnlyList<SoapElement> headers)
    {
        var addressed = headers.FirstOrDefault(header => header.Name == Names.Addressing + "Action")?.Text;
        var action = $"\"{addressed ?? $"{operation.Name.Namespace?.Uri}/{operation.Name.Local}"}\"";
        var type = new MediaTypeHeaderValue("application/soap+xml", "utf-8") { Parameters = { new NameValueHeaderValue("action", action) } };
        return new ByteArrayContent(SoapEnvelope.ToBytes(operation, headers)) { Headers = { ContentType = type } };
    }

    /// <summary>An answer of success must be SOAP; an error page may be what it likes.</summary>
    private static SoapElement? BodyOf(HttpResponseMessage response, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return SoapDocument.Parse(bytes).Child("Body");
        }
        catch (SoapFormatException) when (!response.IsSuccessStatusCode)
        {
            return null;
        }
    }

    /// <summary>What a device says of its services' addresses is followed as redirects are.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        await CameraDialer.FindRedirectProblemAsync(device, context.InitialRequestMessage.RequestUri!, cancellationToken) is { } problem
            ? throw new ForbiddenAddressException(problem)
            : await CameraDialer.ConnectAsync(context, cancellationToken);

    [SuppressMessage("Security", "CA5359", Justification = "Cameras sign their own certificates.")]
    private SocketsHttpHandler NewHandler() => new()
    {
        Credentials = _overHttp,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = AnswerTime,
        ConnectCallback = ConnectAsync,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };
}
