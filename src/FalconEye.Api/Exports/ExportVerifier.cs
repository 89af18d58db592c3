using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace FalconEye.Api.Exports;

/// <summary>
/// Checks an export: that its manifest is signed by the key it names, that each file is there and unchanged, that nothing else is, and that
/// what is not there is named as a gap.
/// </summary>
internal static class ExportVerifier
{
    private const int MaxSmallFile = 16 * 1024 * 1024;

    /// <summary>Each entry of the list takes several times its bytes of memory. Ours have some hundred bytes for each video.</summary>
    private const int MaxList = 8 * 1024 * 1024;

    private static readonly TimeSpan Seam = TimeSpan.FromSeconds(2);
    private static readonly HashSet<string> Others = [ExportManifest.FileName, ExportManifest.SignatureName, ExportManifest.KeyName, "README.txt"];

    /// <summary>Checks a ZIP file.</summary>
    /// <param name="zipFile">The file, which can be sought in.</param>
    /// <param name="fingerprint">The key that it must be signed by; <see langword="null"/> to accept the one in it, which says who changed it least.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    internal static async Task<ExportVerdict> VerifyAsync(Stream zipFile, string? fingerprint, CancellationToken cancellationToken)
    {
        try
        {
            await using CountedStream counted = new(zipFile, MaxList);
            await using var zip = await ZipArchive.CreateAsync(counted, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            _ = zip.Entries.Count;
            counted.Lift();
            return await VerifyAsync(zip, zipFile.Length, fingerprint, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or CryptographicException or ArgumentException or EndOfStreamException
            or NotSupportedException)
        {
            return new ExportVerdict(null, null, [$"The file is no whole export: {e.Message}"]);
        }
    }

    private static async Task<ExportVerdict> VerifyAsync(ZipArchive zip, long length, string? fingerprint, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(zip, ExportManifest.FileName, cancellationToken);
        var signature = await ReadAsync(zip, ExportManifest.SignatureName, cancellationToken);
        using var key = ECDsa.Create();
        key.ImportFromPem(System.Text.Encoding.ASCII.GetString(await ReadAsync(zip, ExportManifest.KeyName, cancellationToken)));
        var signer = ExportSigner.FingerprintOf(key);
        List<string> problems = [];
        if (!key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
        {
            problems.Add("The signature is not of this manifest: the manifest, the signature or the key was changed.");
        }

        if (fingerprint is not null && !string.Equals(fingerprint, signer, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"It is signed by another key ({signer}) than the one that was expected.");
        }

        if (ExportManifest.Parse(bytes) is not { Format: ExportManifest.CurrentFormat } manifest)
        {
            return new ExportVerdict(null, signer, [.. problems, "The manifest is of another version of FalconEye."]);
        }

        await CheckFilesAsync(zip, length, manifest, problems, cancellationToken);
        problems.AddRange(manifest.Cameras.SelectMany(camera => HolesOf(camera, manifest)));
        return new ExportVerdict(manifest, signer, problems);
    }

    private static async Task CheckFilesAsync(ZipArchive zip, long length, ExportManifest manifest, List<string> problems, CancellationToken cancellationToken)
    {
        var expected = manifest.Cameras.SelectMany(camera => camera.Files).ToList();

        // Entries can lie on top of each other, and be as many as one likes: hashed is at most as much as the file has.
        var left = length;
        var byName = zip.Entries.ToLookup(entry => entry.FullName);
        foreach (var video in expected)
        {
            if (byName[video.Name].ToList() is not [var entry])
            {
                problems.Add(byName.Contains(video.Name) ? $"{video.Name} is there more than once." : $"{video.Name} is missing.");
            }
            else if (!IsStored(entry) || entry.Length != video.Bytes || (left -= entry.Length) < 0 || await HashAsync(entry, cancellationToken) != video.Sha256)
            {
                problems.Add($"{video.Name} was changed.");
            }
        }

        var known = expected.Select(video => video.Name).ToHashSet();
        problems.AddRange(zip.Entries.Where(entry => !known.Contains(entry.FullName) && !Others.Contains(entry.FullName))
            .Select(entry => $"{entry.FullName} is not of the export."));
        problems.AddRange(Others.Where(name => byName[name].Count() > 1).Select(name => $"{name} is there more than once."));
    }

    /// <summary>Videos are stored as they are. One that is compressed is none of ours, and may be as large as it likes when it is unpacked.</summary>
    private static bool IsStored(ZipArchiveEntry entry) => entry.CompressedLength == entry.Length;

    /// <summary>The times that neither a file nor a gap accounts for.</summary>
    private static IEnumerable<string> HolesOf(ExportManifest.Camera camera, ExportManifest manifest)
    {
        var spans = camera.Files.SelectMany(file => file.Parts).Select(part => (part.From, part.To))
            .Concat(camera.Gaps.Select(gap => (gap.From, gap.To)))
            .OrderBy(span => span.From);
        var until = manifest.From;
        foreach (var (from, to) in spans.Append((manifest.To, manifest.To)))
        {
            if (from - until > Seam)
            {
                yield return $"{camera.Name}: nothing accounts for {until:yyyy-MM-dd HH:mm:ss} to {from:HH:mm:ss} UTC.";
            }

            until = to > until ? to : until;
        }
    }

    private static async Task<byte[]> ReadAsync(ZipArchive zip, string name, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(name) ?? throw new InvalidDataException($"{name} is missing.");
        if (entry.Length > MaxSmallFile)
        {
            throw new InvalidDataException($"{name} is too large.");
        }

        await using var stream = await entry.OpenAsync(cancellationToken);
        var bytes = new byte[entry.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static async Task<string> HashAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await entry.OpenAsync(cancellationToken);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }
}
