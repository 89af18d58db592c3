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
        VisibleText.WriteOnOneLine(logEntry.Formatter(logEntry.State, logEntry.Exception), textWriter);
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(' ');
            VisibleText.WriteOnOneLine(exception.ToString(), textWriter);
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
}
