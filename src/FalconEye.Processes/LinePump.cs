using System.Text;

namespace FalconEye.Processes;

/// <summary>
/// Reads a stream to its end as lines of bounded length: a child that writes without a line end costs no more memory than one that does.
/// </summary>
internal static class LinePump
{
    /// <summary>Bytes of a line that are kept; the rest of a longer line is read and dropped.</summary>
    private const int MaxLineBytes = 4096;

    /// <summary>
    /// Calls <paramref name="onLine"/> for each line that is not empty. Both \n and \r end one, since FFmpeg writes its progress with \r.
    /// </summary>
    internal static async Task RunAsync(Stream stream, Action<string> onLine)
    {
        var chunk = new byte[4096];
        var line = new byte[MaxLineBytes];
        var length = 0;
        try
        {
            for (int read; (read = await stream.ReadAsync(chunk)) > 0;)
            {
                foreach (var value in chunk.AsSpan(0, read))
                {
                    if (value is (byte)'\n' or (byte)'\r')
                    {
                        Deliver();
                    }
                    else if (length < MaxLineBytes)
                    {
                        line[length++] = value;
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe went with its process; what was read counts.
        }

        Deliver();

        void Deliver()
        {
            if (length > 0)
            {
                onLine(Encoding.UTF8.GetString(line, 0, length));
                length = 0;
            }
        }
    }
}
