using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Links;
using FalconEye.Api.Edge;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Media.Mp4.Playback;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>The fragmented form of a recording, of which players take ranges.</summary>
internal static class FragmentsEndpoint
{
    internal static RouteGroupBuilder MapFragments(this RouteGroupBuilder recordings)
    {
        recordings.MapMethods("/{id}/fragments.mp4", [HttpMethods.Get, HttpMethods.Head], GetFragments)
            .RequireAuthorization(Policies.Viewer)
            .CountedAs(LongRequestKind.Download);
        return recordings;
    }

    /// <summary>Where a recording's fragmented form is.</summary>
    internal static string PathOf(string recordingId) => $"/api/recordings/{Uri.EscapeDataString(recordingId)}/fragments.mp4";

    /// <summary>The same, with a token for a player that cannot show another credential.</summary>
    internal static string AddressOf(string recordingId, bool withToken, StreamLinks links, LinkCreator maker, DateTimeOffset expires, string? stamp)
    {
        var path = PathOf(recordingId);
        return withToken ? $"{path}?{StreamLinks.Parameter}={links.Sign(path, expires, maker, stamp)}" : path;
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetFragments(
        string id, FalconEyeContext database, RecordingReader reader, CancellationToken cancellationToken)
    {
        if (await database.Recordings.FindAsync([id], cancellationToken) is not { } recording)
        {
            return Problem.NotFound($"There is no recording {id}.");
        }

        if (!(await reader.OpenAsync(recording, cancellationToken)).TryGet(out var opened, out var refusal))
        {
            return Problem.Of(refusal);
        }

        // Media time is the time of day, counted from 1970: that of one recording never overlaps that of another.
        return TypedResults.File(
            new FragmentedStream(opened.Index, opened.Source, recording.StartTime - DateTime.UnixEpoch), "video/mp4", lastModified: opened.Written, enableRangeProcessing: true);
    }
}
