using System.Globalization;
using System.Text;

namespace FalconEye.TestKit.Tests;

/// <summary>Reads a well-formed <c>multipart/x-mixed-replace</c> stream part by part.</summary>
internal sealed class MultipartJpegs(Stream body) : IDisposable
{
    private readonly BufferedStream body = new(body, 1 << 16);

    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        string line;
        do
        {
            line = await ReadLineAsync(cancellationToken);
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture);
        }
        while (line.Length > 0 || length == 0);

        byte[] jpeg = new byte[length];
        await body.ReadExactlyAsync(jpeg, cancellationToken);
        return jpeg;
    }

    public void Dispose() => body.Dispose();

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        byte[] single = new byte[1];
        while (true)
        {
            await body.ReadExactlyAsync(single, cancellationToken);
            if (single[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)single[0]);
        }
    }
}
