namespace FalconEye.Api;

/// <summary>A value of an enumeration as it is written on the wire, in lower case, for the parameters of an address.</summary>
/// <param name="Value">The value.</param>
public readonly record struct WireName<T>(T Value)
    where T : struct, Enum
{
    /// <summary>
    /// Reads a name in any case. <c>Enum.TryParse</c> would also take numbers, signs, spaces and lists. ASP.NET Core calls this to bind a
    /// parameter.
    /// </summary>
    public static bool TryParse(string? text, out WireName<T> name)
    {
        var index = Array.FindIndex(Names, known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        name = index < 0 ? default : new(Enum.GetValues<T>()[index]);
        return index >= 0;
    }

    private static string[] Names => Enum.GetNames<T>();
}
