using System.Text.Json;
using FalconEye.ServiceDefaults;

namespace FalconEye.Discovery.Network;

/// <summary>
/// Which paths cameras serve their pictures at, by brand: <c>known-paths.json</c> beside the program, and before it a file of the same name
/// and form in the data directory, for what an operator knows and we do not.
/// </summary>
internal sealed class KnownPaths
{
    private const string FileName = "known-paths.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private readonly IReadOnlyList<Brand> _brands;

    private KnownPaths(IReadOnlyList<Brand> brands) => _brands = brands;

    /// <summary>Reads both files; one that cannot be used is named, with the place in it.</summary>
    internal static KnownPaths Read(SettingsReader settings, string dataDirectory) =>
        new([.. ReadFile(settings, Path.Combine(dataDirectory, FileName)), .. ReadFile(settings, Path.Combine(AppContext.BaseDirectory, FileName))]);

    /// <summary>The brand that a device's own words (server, realm, model) give away.</summary>
    internal string? BrandOf(string words) => _brands.FirstOrDefault(brand => brand.Name is not null && IsHinted(brand, words))?.Name;

    /// <summary>Whether a device's own words speak of a camera at all.</summary>
    internal bool IsCamera(string words) => _brands.Any(brand => IsHinted(brand, words));

    /// <summary>The paths to try over RTSP, likeliest first.</summary>
    internal IEnumerable<KnownPath> Rtsp(string words) => Order(words, brand => brand.Rtsp);

    /// <summary>The paths to try over HTTP, likeliest first.</summary>
    internal IEnumerable<KnownPath> Http(string words) => Order(words, brand => brand.Http);

    private IEnumerable<KnownPath> Order(string words, Func<Brand, IReadOnlyList<string>> pathsOf) => _brands
        .OrderByDescending(brand => IsHinted(brand, words))
        .SelectMany(brand => pathsOf(brand).Select(path => new KnownPath(brand.Name, path)))
        .DistinctBy(path => path.Template);

    private static bool IsHinted(Brand brand, string words) => brand.Hints.Any(hint => HasWord(words, hint));

    /// <summary>"acti" is a brand, and no part of "interactive".</summary>
    private static bool HasWord(string words, string hint)
    {
        for (var at = 0; (at = words.IndexOf(hint, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + hint.Length;
            if ((at == 0 || !char.IsLetter(words[at - 1])) && (end == words.Length || !char.IsLetter(words[end]) || !char.IsLetter(hint[^1])))
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<Brand> ReadFile(SettingsReader settings, string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            var brands = JsonSerializer.Deserialize<Table>(File.ReadAllText(file), Format)?.Brands ?? [];
            var wrong = brands.SelectMany(brand => brand.Rtsp.Concat(brand.Http)).FirstOrDefault(path => !path.StartsWith('/') || path.Any(IsOddInPath));
            if (wrong is not null)
            {
                settings.RefuseInWords($"{file}: the path \"{wrong}\" must start with / and have no spaces or control characters.");
            }

            return brands;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            settings.RefuseInWords($"{file} cannot be used: {e.Message}");
            return [];
        }
    }

    private static bool IsOddInPath(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter);

    private sealed record Table(IReadOnlyList<Brand> Brands);

    private sealed record Brand(string? Name = null)
    {
        public IReadOnlyList<string> Hints { get; init; } = [];

        public IReadOnlyList<string> Rtsp { get; init; } = [];

        public IReadOnlyList<string> Http { get; init; } = [];
    }
}
