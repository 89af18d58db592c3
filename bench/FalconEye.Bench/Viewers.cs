using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace FalconEye.Bench;

/// <summary>What viewers received.</summary>
/// <param name="Megabytes">Millions of bytes, all viewers together.</param>
/// <param name="Slowest">What the slowest viewer received, as a share of what the fastest did.</param>
/// <param name="Cost">What the programs that served them cost meanwhile.</param>
internal sealed record Viewers(double Megabytes, double Slowest, Cost Cost)
{
    /// <summary>Milliseconds of processor time for each million bytes.</summary>
    internal double MillisecondsPerMegabyte => Cost.Cpu.TotalMilliseconds / Megabytes;

    /// <summary>Lets viewers in C watch a stream, and measures from when all of them receive.</summary>
    internal static async Task<Viewers> WatchAsync(Uri stream, int count, int seconds, IReadOnlyList<int> servers, CancellationToken cancellationToken)
    {
        string[] arguments = [Text(stream.Port), stream.AbsolutePath, Text(count), Text(seconds)];
        using var viewers = Process.Start(new ProcessStartInfo(NativeTool.Find("viewers"), arguments) { RedirectStandardOutput = true })!;
        try
        {
            await ReadAsync(viewers, cancellationToken);
            JsonElement received = default;
            var cost = await Cost.OfAsync(servers, async () => received = await ReadAsync(viewers, cancellationToken));
            return new Viewers(
                received.GetProperty("bytes").GetInt64() / 1e6,
                received.GetProperty("least").GetDouble() / received.GetProperty("most").GetDouble(),
                cost);
        }
        finally
        {
            viewers.Kill();
            await viewers.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<JsonElement> ReadAsync(Process viewers, CancellationToken cancellationToken) =>
        JsonDocument.Parse(await viewers.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("The viewers ended; see above why.")).RootElement;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
