using System.Security.Cryptography;

namespace FalconEye.Api.Tests;

/// <summary>A plain client of a Motion JPEG stream, which relies on the part headers as simple clients do.</summary>
internal sealed class StreamViewer : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _body;
    private readonly HashSet<string> _hashes = [];

    private StreamViewer(HttpResponseMessage response, Stream body) => (_response, _body) = (response, body);

    internal int DistinctFrames => _hashes.Count;

    internal static async Task<StreamViewer> OpenAsync(HttpClient client, string path, CancellationToken ct)
    {
        var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, ct);
        Assert.Equal("multipart/x-mixed-replace; boundary=frame", response.EnsureSuccessStatusCode().Content.Headers.ContentType?.ToString());
        return new StreamViewer(response, new BufferedStream(await response.Content.ReadAsStreamAsync(ct)));
    }

    internal async Task ReadFramesAsync(int count, CancellationToken ct)
    {
        for (var i = 0; i < count; i++)
        {
            _hashes.Add(Convert.ToHexString(SHA256.HashData(await ReadFrameAsync(ct))));
        }
    }

    public void Dispose()
    {
        _body.Dispose();
        _response.Dispose();
    }

    private async Task<byte[]> ReadFrameAsync(CancellationToken ct)
    {
        int? length = null;
        for (var line = await ReadLineAsync(ct); line.Length > 0 || length is null; line = await ReadLineAsync(ct))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        var jpeg = new byte[length.Value];
        await _body.ReadExactlyAsync(jpeg, ct);
        return jpeg;
    }

    private async Task<string> ReadLineAsync(CancellationToken ct)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            await _body.ReadExactlyAsync(one, ct);
            if (one[0] == '\n')
            {
                return System.Text.Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }
    }
}
