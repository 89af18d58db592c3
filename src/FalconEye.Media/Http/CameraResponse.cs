namespace FalconEye.Media.Http;

/// <summary>A camera's response: its head, and its body to be read. Dispose it before the next request.</summary>
internal sealed class CameraResponse(HttpConnection connection, HttpHead head, Action<HttpConnection> keep) : IAsyncDisposable
{
    private readonly HttpBody _body = new(connection, head);

    /// <summary>The status and the headers.</summary>
    internal HttpHead Head => head;

    internal HttpBody Body => _body;

    /// <summary>Keeps the connection for the next request when the body was read to its end and the camera keeps it open; closes it otherwise.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_body is { IsComplete: true, IsOverlong: false } && head.KeepsAlive && (head.IsChunked || head.ContentLength is not null))
        {
            keep(connection);
        }
        else
        {
            await connection.DisposeAsync();
        }
    }
}
