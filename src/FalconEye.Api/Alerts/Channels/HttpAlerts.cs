using System.Globalization;
using System.Net;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Sends requests to channels. Redirects are not followed, no proxy is used, and the body of an answer is neither read nor shown.</summary>
internal sealed class HttpAlerts(HttpClient http)
{
    /// <summary>Sends a request that must succeed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="service">What the receiver is called in errors.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AlertSendException">It did not.</exception>
    internal async Task SendAsync(HttpRequestMessage request, string service, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new AlertSendException(Describe(response, service), IsFinal(response.StatusCode));
            }
        }
        catch (HttpRequestException e)
        {
            var forbidden = e as ForbiddenAddressException ?? e.InnerException as ForbiddenAddressException;
            throw new AlertSendException(forbidden?.Message ?? $"{service} cannot be reached: {e.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertSendException($"{service} did not answer in time.");
        }
    }

    private static string Describe(HttpResponseMessage response, string service)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return response.Headers.Location is { } location && (int)response.StatusCode is >= 300 and < 400
            ? $"{service} redirects (status {status}), which is not followed: enter the address that it redirects to{(location.IsAbsoluteUri ? $", {location.GetLeftPart(UriPartial.Authority)}" : "")}."
            : $"{service} answered with status {status}.";
    }

    /// <summary>The receiver has understood the request and does not take it; the others may pass (RFC 9110, section 15.5).</summary>
    private static bool IsFinal(HttpStatusCode status) =>
        (int)status is >= 400 and < 500
        && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            or HttpStatusCode.NotFound or (HttpStatusCode)425);
}
