using FalconEye.ServiceDefaults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FalconEye.Api.Tests;

/// <summary>What a log line quotes can neither begin another line nor change how a terminal shows it.</summary>
public sealed class LineFormatterTests
{
    [Theory]
    [InlineData("a\nb\r\u001b[2Jc", "a b  [2Jc")]
    [InlineData("name\u202Egnp.exe", "name gnp.exe")]
    [InlineData("one\u2028two\u2029three", "one two three")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero width ")]
    [InlineData("tag\U000E0041", "tag ")]
    [InlineData("Türe 門 📷", "Türe 門 📷")]
    public void Control_characters_are_not_written(string text, string expected)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "FalconEye.Camera", default, text, null, (state, _) => state);
        new LineFormatter(null).Write(in entry, null, writer);
        Assert.Equal($"warn  Camera: {expected}\n", writer.ToString());
    }
}
