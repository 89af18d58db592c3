using System.Globalization;

namespace FalconEye.Bench;

/// <summary>A Markdown table that is written row by row, since each row takes its time to measure.</summary>
internal sealed class Table
{
    private readonly int _columns;

    /// <summary>Writes the heading and the head of the table.</summary>
    internal Table(string title, params string[] columns)
    {
        _columns = columns.Length;
        Console.WriteLine($"\n### {title} (load {Machine.Load()})\n");
        Write(columns);
        Write([.. columns.Select((_, column) => column == 0 ? "---" : "---:")]);
    }

    /// <summary>Writes a row.</summary>
    internal void Add(string name, params FormattableString[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length + 1, _columns, nameof(cells));
        Write([name, .. cells.Select(cell => cell.ToString(CultureInfo.InvariantCulture))]);
    }

    private static void Write(IReadOnlyList<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
