using System.Globalization;
using System.Net;
using FalconEye.TestKit;

namespace FalconEye.Deploy.Tests.Images;

/// <summary>Answers 200 at one address, and 404 at all others.</summary>
internal sealed class OneAddressServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    internal OneAddressServer(string path)
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");
        _listener.Start();
        _serving = ServeAsync(path);
    }

    internal int Port { get; } = FreePort.Next();

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync(string path)
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                context.Response.StatusCode = context.Request.Url?.AbsolutePath == path ? 200 : 404;
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException && !_listener.IsListening)
            {
                // Closed while it waited.
            }
        }
    }
}
