using System.Text;

namespace FalconEye.Orchestration;

/// <summary>
/// Makes a camera's name fit for workload names: DNS-1123 labels of at most 63 characters, prefix included (RFC 1123, 2.1).
/// </summary>
public static class WorkloadSlug
{
    /// <summary>63 less the longest prefix, <c>svc-rec-</c>.</summary>
    private const int MaxLength = 55;

    /// <summary>
    /// Lower-case ASCII letters, digits and hyphens of the name. The id's first eight digits are added when <paramref name="isTaken"/>
    /// says that another camera has the slug, and stand alone when nothing is left of the name.
    /// </summary>
    public static string For(string name, Guid id, Func<string, bool> isTaken)
    {
        var suffix = id.ToString("N")[..8];
        var slug = Clean(name);
        if (slug.Length == 0)
        {
            return suffix;
        }

        return isTaken(slug) ? $"{slug[..Math.Min(slug.Length, MaxLength - suffix.Length - 1)].TrimEnd('-')}-{suffix}" : slug;
    }

    private static string Clean(string name)
    {
        var slug = new StringBuilder(Math.Min(name.Length, MaxLength));
        foreach (var letter in name.ToLowerInvariant())
        {
            if (slug.Length == MaxLength)
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }
}
