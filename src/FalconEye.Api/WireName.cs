namespace FalconEye.Api;

/// <summary>A value of an enumeration as it is written on the wire, in lower case, for the parameters of an address.</summary>
/// <param name="Value">The value.</param>
public readonly record struct WireName<T>(T Value)
    where T : struct, Enum
{
    /// <summary>Reads a name; numbers are none. ASP.NET Core calls this to bind a parameter.</summary>
    public static bool TryParse(string? text, out WireName<T> name)
    {
        var known = Enum.TryParse<T>(text, ignoreCase: true, out var value) && !char.IsAsciiDigit(text![0]) && text[0] != '-';
        name = new(value);
        return known;
    }
}
