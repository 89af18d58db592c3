using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace FalconEye.ServiceDefaults;

/// <summary>
/// Writes each log entry as one line that people read and <c>grep</c> finds: time, level, the class that speaks, the message. Whatever a
/// message quotes, from a camera's name to a camera's answer, cannot begin a line of its own.
/// </summary>
/// <param name="time">Tells the time of each entry; <see langword="null"/> where the reader of the lines adds one.</param>
internal sealed class LineFormatter(TimeProvider? time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name by which the console finds it.</summary>
    internal const string FormatterName = "line";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (time is not null)
        {
            textWriter.Write($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fff}Z ");
        }

        textWriter.Write($"{WordOf(logEntry.LogLevel)} {logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..]}: ");
        WriteOnOneLine(logEntry.Formatter(logEntry.State, logEntry.Exception), textWriter);
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(' ');
            WriteOnOneLine(exception.ToString(), textWriter);
        }

        textWriter.Write('\n');
    }

    private static string WordOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "error",
        _ => "fatal",
    };

    private static void WriteOnOneLine(string text, TextWriter writer)
    {
        Span<char> encoded = stackalloc char[2];
        foreach (var letter in text.EnumerateRunes())
        {
            if (IsInvisible(letter))
            {
                writer.Write(' ');
            }
            else
            {
                writer.Write(encoded[..letter.EncodeToUtf16(encoded)]);
            }
        }
    }

    /// <summary>Line ends, and characters that change how a terminal shows the others, such as U+202E (Unicode Standard, section 23.2).</summary>
    private static bool IsInvisible(Rune letter) => Rune.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
