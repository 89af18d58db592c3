using System.Text.RegularExpressions;

namespace FalconEye.Contracts.Tests;

/// <summary>Keeps the words of docs/contribute/glossary.md: one thing, one name.</summary>
public sealed partial class VocabularyTests
{
    private static readonly string[] Folders = ["src", "tests", "docs", "frontend/src", "frontend/e2e", "frontend/bench", "bench"];

    private static readonly string[] Extensions = [".cs", ".ts", ".tsx", ".md"];

    /// <summary>Files that have to name the old words.</summary>
    private static readonly string[] Exceptions = ["VocabularyTests.cs", "glossary.md"];

    [Fact]
    public void Comments_docs_and_names_use_the_words_of_the_glossary()
    {
        var root = FindRoot();
        var found = Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root, "*.md"))
            .Where(file => Extensions.Contains(Path.GetExtension(file)) && !Exceptions.Contains(Path.GetFileName(file)) && !IsGenerated(file))
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (File: Path.GetRelativePath(root, file), Number: index + 1, Line: line)))
            .Where(line => OldWords().IsMatch(Code().Replace(line.Line, "")))
            .Select(line => $"{line.File}:{line.Number}: {OldWords().Match(Code().Replace(line.Line, "")).Value}: see docs/contribute/glossary.md");

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("private static readonly TimeSpan Patience = TimeSpan.Zero;", true)]
    [InlineData("internal sealed class FilmFinisher", true)]
    [InlineData("/// <summary>Nobody watches.</summary>", true)]
    [InlineData("| `RELAY_LINGER_SECONDS` | idle time |", false)]
    [InlineData("/// <summary>No viewer is connected.</summary>", false)]
    public void Old_words_are_found_and_public_names_are_not(string line, bool isOld) => Assert.Equal(isOld, OldWords().IsMatch(Code().Replace(line, "")));

    private static bool IsGenerated(string file) =>
        file.Split(Path.DirectorySeparatorChar).Any(part => part is "Migrations" or "node_modules" or "bin" or "obj" or "artifacts" or "dist");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "FalconEye.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    /// <summary>Names in backticks, quotations of log lines and file names, which may be public.</summary>
    [GeneratedRegex("`[^`]*`|\"[^\"]*\"|'[^']*'")]
    private static partial Regex Code();

    [GeneratedRegex(
        @"(?<![A-Za-z])([Ff]ilms?|[Pp]atience|[Nn]obody|[Ss]omebody|[Ww]hoever|[Aa]new|[Aa]fresh|[Ss]igns? of life|[Ll]ook again)(?![a-z])"
        + @"|[a-z](Film|Patience|Sighting|Linger)(?![a-z])|(?<![A-Za-z])(Film|Patience|Sighting|Longest|Pretend)[A-Z]")]
    private static partial Regex OldWords();
}
