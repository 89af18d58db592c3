using System.Net;

namespace FalconEye.Recorder.Reports;

/// <summary>What the API made of a report.</summary>
/// <param name="Status">Its answer.</param>
public readonly record struct Delivery(HttpStatusCode Status)
{
    /// <summary>True when the API has it; 409 says that it had it before.</summary>
    public bool IsDelivered => (int)Status is >= 200 and < 300 || Status == HttpStatusCode.Conflict;

    /// <summary>True when sending the same again can never help.</summary>
    public bool IsRefused => (int)Status is >= 400 and < 500
        && !IsDelivered
        && Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
}
