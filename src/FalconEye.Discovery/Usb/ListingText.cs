using System.Text;

namespace FalconEye.Discovery.Usb;

/// <summary>Reads what a listing prints, up to a bound: anyone who answers for a node may send without end.</summary>
internal static class ListingText
{
    /// <summary>Some hundred times what a node with many cameras prints.</summary>
    internal const int MaxBytes = 256 * 1024;

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="NodeUnreadableException">It is longer than <see cref="MaxBytes"/>.</exception>
    internal static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (text.Length + count > MaxBytes)
            {
                throw new NodeUnreadableException($"it sent more than {MaxBytes / 1024} kB, which no list of cameras is: what does its login shell print?");
            }

            text.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
