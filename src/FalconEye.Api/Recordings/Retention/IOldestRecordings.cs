namespace FalconEye.Api.Recordings.Retention;

/// <summary>Reads finished recordings that are not protected.</summary>
internal interface IOldestRecordings
{
    /// <summary>Reads them oldest first, page by page for as long as the caller enumerates.</summary>
    IAsyncEnumerable<RetentionRow> ReadAsync(RowFilter filter, CancellationToken cancellationToken);
}
