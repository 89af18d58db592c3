using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;

namespace FalconEye.Api.Alerts.Push;

/// <summary>
/// Hands messages to push services (RFC 8030). Their addresses come from browsers: redirects are not followed, bodies of answers are not
/// read, and a service that does not answer is not waited for long. <see cref="Channels.AlertDialer.ConnectPublicAsync"/> opens the connections.
/// </summary>
internal sealed class PushClient(HttpClient http, AlertOptions options, TimeProvider time)
{
    /// <summary>For the people who run push services, where this installation has no address of its own: the project's page.</summary>
    private const string ProjectPage = "https://github.com/amazingct/falcon-eye";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Sends a message, once.</summary>
    internal async Task<PushOutcome> SendAsync(PushSubscription subscription, PushMessage message, ECDsa key, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(AnswerTimeout, time, cancellationToken);
        try
        {
            using var request = RequestOf(subscription, message, key);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return OutcomeOf(response.StatusCode);
        }
        catch (HttpRequestException e)
        {
            var forbidden = e as ForbiddenAddressException ?? e.InnerException as ForbiddenAddressException;
            return new(forbidden?.Message ?? "The browser's push service cannot be reached.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new("The browser's push service did not answer in time.");
        }
    }

    private HttpRequestMessage RequestOf(PushSubscription subscription, PushMessage message, ECDsa key)
    {
        var endpoint = new Uri(subscription.Endpoint);
        var contact = options.PublicUrl is { Scheme: "https" } own ? own.AbsoluteUri : ProjectPage;
        var content = new ByteArrayContent(
            PushEncryption.Encrypt(message.Body, PushSubscription.Decode(subscription.P256dh)!, PushSubscription.Decode(subscription.Auth)!));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentEncoding.Add("aes128gcm");
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("vapid", VapidToken.Make(key, endpoint, contact, time.GetUtcNow()));
        request.Headers.Add("TTL", ((int)message.Lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", message.IsUrgent ? "high" : "normal");
        request.Headers.Add("Topic", message.Topic);
        return request;
    }

    /// <summary>A subscription that is unknown or has ended never comes back (RFC 8030, section 7.3).</summary>
    private static PushOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => default,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => new("The browser has ended its subscription. Turn notifications on again there.", IsGone: true),
        HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => new(Describe(status), IsFinal: true),
        _ => new(Describe(status)),
    };

    private static string Describe(HttpStatusCode status) =>
        string.Create(CultureInfo.InvariantCulture, $"The browser's push service answered with status {(int)status}.");
}
