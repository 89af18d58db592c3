using System.Net;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Reports;

/// <summary>The API's recordings, as a recorder speaks to them.</summary>
/// <param name="http">A client whose base address is the API's.</param>
public sealed class RecordingsApi(HttpClient http)
{
    private const string Path = "api/recordings/";

    /// <summary>Sends a report. It may have been sent before.</summary>
    /// <exception cref="HttpRequestException">The API is not to be reached.</exception>
    public async Task<Delivery> SendAsync(Report report, CancellationToken cancellationToken)
    {
        if (report.Changed is null)
        {
            return await OpenAsync(report.Opened, cancellationToken);
        }

        var changed = await ChangeAsync(report.Opened.Id, report.Changed, cancellationToken);
        if (changed.Status != HttpStatusCode.NotFound)
        {
            return changed;
        }

        // The report of its beginning was lost, or the API's database is a new one.
        var opened = await OpenAsync(report.Opened, cancellationToken);
        return opened.IsDelivered ? await ChangeAsync(report.Opened.Id, report.Changed, cancellationToken) : opened;
    }

    private async Task<Delivery> OpenAsync(RecordingOpened opened, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(opened, WireJson.Default.RecordingOpened);
        using var response = await http.PostAsync(Path, content, cancellationToken);
        return new Delivery(response.StatusCode);
    }

    private async Task<Delivery> ChangeAsync(string id, RecordingChanged changed, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(changed, WireJson.Default.RecordingChanged);
        using var response = await http.PatchAsync(Path + Uri.EscapeDataString(id), content, cancellationToken);
        return new Delivery(response.StatusCode);
    }
}
