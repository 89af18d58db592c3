using System.Globalization;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Exports;

/// <summary><c>FalconEye.Api verify</c>: says whether an export is whole and unchanged. It needs neither server nor database.</summary>
internal static class VerifyCommand
{
    internal const string Verb = "verify";

    private const int Whole = 0;
    private const int Changed = 1;

    /// <summary>EX_USAGE and EX_NOINPUT of sysexits.h.</summary>
    private const int WrongUsage = 64, NoInput = 66;

    private const string Usage = """
        Usage: FalconEye.Api verify EXPORT.zip [--fingerprint SHA256]

        Checks an export: its signature, the hash of each file, that nothing is missing or added, and that each gap is named.
        The fingerprint stands on the settings page of the server that made it. Without it only the export is checked against its own key, which
        anyone who forges an export forges as well.

        Exit codes: 0 whole and unchanged, 1 not, 64 wrong usage, 66 the file cannot be read.
        """;

    internal static async Task<int> RunAsync(string[] arguments)
    {
        var (path, fingerprint) = arguments switch
        {
            [var file] when !file.StartsWith('-') => (file, null),
            [var file, "--fingerprint", var expected] => (file, expected),
            ["--fingerprint", var expected, var file] => (file, expected),
            _ => ((string?)null, (string?)null),
        };
        if (path is null)
        {
            Console.WriteLine(Usage);
            return arguments is ["--help" or "-h"] ? Whole : WrongUsage;
        }

        try
        {
            await using var file = File.OpenRead(path);
            var verdict = await ExportVerifier.VerifyAsync(file, fingerprint, CancellationToken.None);
            Tell(verdict, fingerprint is not null);
            return verdict.IsWhole ? Whole : Changed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(VisibleText.OnOneLine($"{path} cannot be read: {e.Message}"));
            return NoInput;
        }
    }

    /// <summary>More are not written: someone made them up.</summary>
    private const int MostLines = 200;

    private static void Tell(ExportVerdict verdict, bool isKeyKnown)
    {
        var lines = LinesOf(verdict, isKeyKnown).ToList();
        lines.Take(MostLines).ToList().ForEach(Say);
        if (lines.Count > MostLines)
        {
            Say($"... and {lines.Count - MostLines} more lines");
        }

        Say(verdict.IsWhole ? "Whole and unchanged." : "NOT whole and unchanged.");
    }

    private static IEnumerable<string> LinesOf(ExportVerdict verdict, bool isKeyKnown)
    {
        if (verdict.Fingerprint is not null)
        {
            yield return $"Key: {verdict.Fingerprint}{(isKeyKnown ? "" : " (compare it with the settings page of the server)")}";
        }

        foreach (var problem in verdict.Problems)
        {
            yield return $"WRONG: {problem}";
        }

        if (verdict.Manifest is not { } manifest)
        {
            yield break;
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Exported by {manifest.CreatedBy} on {manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC: {manifest.From:yyyy-MM-dd HH:mm:ss} to {manifest.To:yyyy-MM-dd HH:mm:ss} UTC");
        foreach (var camera in manifest.Cameras)
        {
            yield return $"  {camera.Name}: {camera.Files.Count} file(s), {camera.Gaps.Count} gap(s)";
            foreach (var encoded in camera.Files.Select(file => file.Encoded).OfType<ExportManifest.Encoded>().Distinct())
            {
                yield return $"    {encoded.Describe()}: not bit for bit what was recorded";
            }

            foreach (var gap in camera.Gaps)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"    nothing {gap.From:HH:mm:ss} to {gap.To:HH:mm:ss}: {gap.Reason}");
            }
        }
    }

    /// <summary>Names and reasons come from the file: none may begin a line, or colour or erase what the terminal shows.</summary>
    private static void Say(string line) => Console.WriteLine(VisibleText.OnOneLine(line));
}
