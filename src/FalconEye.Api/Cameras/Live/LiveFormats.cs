namespace FalconEye.Api.Cameras.Live;

/// <summary>What a client of the live view takes, as it says with <c>?formats=</c>.</summary>
/// <param name="Mp4">Whether it takes fragments of MP4.</param>
/// <param name="Codecs">
/// The codecs that it takes in MP4, without profile, such as <c>avc1</c> and <c>mp4a</c>; <see langword="null"/> when it names none.
/// </param>
/// <param name="Jpeg">Whether it takes JPEG frames.</param>
internal sealed record LiveFormats(bool Mp4, IReadOnlySet<string>? Codecs, bool Jpeg)
{
    internal const string Allowed =
        "Name the formats that you take, separated by commas: mp4, if wanted with its codecs as in mp4;codecs=avc1+hvc1+mp4a+flac+opus, and jpeg.";

    private const int MaxLength = 200;
    private const string CodecsOf = "mp4;codecs=";

    /// <summary>Reads the parameter.</summary>
    /// <returns><see langword="null"/> when it names no format that there is.</returns>
    internal static LiveFormats? Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        LiveFormats formats = new(Mp4: false, Codecs: null, Jpeg: false);
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            formats = name.ToLowerInvariant() switch
            {
                "jpeg" => formats with { Jpeg = true },
                "mp4" => formats with { Mp4 = true },
                var mp4 when mp4.StartsWith(CodecsOf, StringComparison.Ordinal) => formats with { Mp4 = true, Codecs = CodecsIn(mp4[CodecsOf.Length..]) },
                _ => formats,
            };
        }

        return formats.Mp4 || formats.Jpeg ? formats : null;
    }

    /// <summary>Whether the client plays what a content type says. Who names no codecs gets no H.265, which few browsers play.</summary>
    /// <param name="mime">Such as <c>video/mp4; codecs="avc1.64001F,mp4a.40.2"</c>.</param>
    internal bool Takes(string mime)
    {
        var codecs = mime.Split('"') is [_, var list, ..] ? list.Split(',') : [];
        return Mp4 && codecs.Length > 0 && codecs.All(codec => Codecs is null ? FamilyOf(codec) != "hvc1" : Codecs.Contains(FamilyOf(codec)));
    }

    /// <summary>A plus sign in an address is read as a space.</summary>
    private static HashSet<string> CodecsIn(string list) => [.. list.Split([' ', '+'], StringSplitOptions.RemoveEmptyEntries).Select(FamilyOf)];

    private static string FamilyOf(string codec) => codec.Split('.')[0].Trim().ToLowerInvariant();
}
