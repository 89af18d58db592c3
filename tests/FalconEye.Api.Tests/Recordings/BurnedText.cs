using FalconEye.Media.Captions;
using FalconEye.TestKit;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>Reads the time that is burned into pictures, by drawing each time that it can be and taking the one that is there.</summary>
internal sealed class BurnedText
{
    private const int Bright = 128;

    private readonly int _width;
    private readonly int _height;
    private readonly CaptionLayout _layout;
    private readonly List<(DateTime Time, byte[] Pixels)> _known = [];

    /// <param name="name">The camera's name.</param>
    /// <param name="zone">The time zone.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="seconds">The times that it can be, UTC.</param>
    internal BurnedText(string name, string zone, int width, int height, IEnumerable<DateTime> seconds)
    {
        (_width, _height) = (width, height);
        _layout = new Caption(name, TimeZoneInfo.FindSystemTimeZoneById(zone)).LayOut(width, height);
        _known.AddRange(seconds.Select(time => (time, _layout.Draw(time))));
    }

    /// <summary>Reads every picture of a file.</summary>
    internal async Task<IReadOnlyList<DateTime?>> ReadAsync(string video, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new();
        await Tool.OutputOfAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-i", video, "-map", "0:v", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray", folder["grey"]],
            cancellationToken);
        var pictures = await File.ReadAllBytesAsync(folder["grey"], cancellationToken);
        return [.. pictures.Chunk(_width * _height).Select(Read)];
    }

    /// <returns><see langword="null"/> when no time is there.</returns>
    private DateTime? Read(byte[] picture)
    {
        var (left, top) = ((_width - _layout.Width) / 2 & ~1, _height - _layout.Height);
        var (best, fewest) = ((DateTime?)null, _layout.Width * _layout.Height / 30);
        foreach (var (time, pixels) in _known)
        {
            var wrong = 0;
            for (var y = 0; y < _layout.Height; y++)
            {
                for (var x = 0; x < _layout.Width; x++)
                {
                    wrong += picture[((top + y) * _width) + left + x] >= Bright == pixels[(y * _layout.Width) + x] >= Bright ? 0 : 1;
                }
            }

            (best, fewest) = wrong < fewest ? (time, wrong) : (best, fewest);
        }

        return best;
    }
}
