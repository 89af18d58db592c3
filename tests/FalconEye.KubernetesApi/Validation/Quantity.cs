using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>An amount such as <c>100m</c>, <c>512Mi</c> or <c>1.5</c>, as Kubernetes reads and writes it.</summary>
internal static partial class Quantity
{
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly (string Suffix, int Power)[] Decimal = [("n", -9), ("u", -6), ("m", -3), ("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18)];

    /// <summary>The one way to write an amount: the largest suffix that leaves a whole number, of the family that was used.</summary>
    /// <exception cref="FormatException">It is no amount.</exception>
    internal static string Canonical(string text)
    {
        var (nano, isBinary) = Parse(text);
        return isBinary && nano % 1_000_000_000 == 0 ? WriteBinary(nano / 1_000_000_000) : WriteDecimal(nano);
    }

    /// <summary>The amount in billionths.</summary>
    /// <exception cref="FormatException">It is no amount.</exception>
    internal static BigInteger InNano(string text) => Parse(text).Nano;

    private static (BigInteger Nano, bool IsBinary) Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"{text} is no quantity.");
        }

        var suffix = match.Groups["suffix"].Value;
        var power = match.Groups["exponent"].Success
            ? int.Parse(match.Groups["exponent"].Value, CultureInfo.InvariantCulture)
            : Array.Find(Decimal, unit => unit.Suffix == suffix).Power;
        var fraction = match.Groups["fraction"].Value;
        var digits = BigInteger.Parse(match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        var binary = Math.Max(0, Array.IndexOf(Binary, suffix));
        var shift = 9 + power - fraction.Length;
        var scaled = digits * BigInteger.Pow(1024, binary) * BigInteger.Pow(10, Math.Max(0, shift));
        var nano = shift < 0 ? scaled / BigInteger.Pow(10, -shift) : scaled;
        return (match.Groups["sign"].Value == "-" ? -nano : nano, binary > 0);
    }

    private static string WriteBinary(BigInteger amount)
    {
        var unit = 0;
        for (; amount != 0 && amount % 1024 == 0 && unit < Binary.Length - 1; unit++)
        {
            amount /= 1024;
        }

        return amount.ToString(CultureInfo.InvariantCulture) + Binary[unit];
    }

    private static string WriteDecimal(BigInteger nano)
    {
        if (nano == 0)
        {
            return "0";
        }

        var unit = 0;
        for (; nano % 1000 == 0 && unit < Decimal.Length - 1; unit++)
        {
            nano /= 1000;
        }

        return nano.ToString(CultureInfo.InvariantCulture) + Decimal[unit].Suffix;
    }

    [GeneratedRegex(@"^(?<sign>[+-]?)(?<whole>\d+)(\.(?<fraction>\d*))?(?<suffix>Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE](?<exponent>[+-]?\d{1,2}))?$")]
    private static partial Regex Pattern();
}
