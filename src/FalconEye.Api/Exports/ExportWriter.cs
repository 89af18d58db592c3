using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Exports;

/// <summary>Writes the ZIP file: the videos, and the signed manifest behind them.</summary>
internal sealed class ExportWriter(ExportSigner signer, TimeProvider time)
{
    private const int Chunk = 256 * 1024;
    private const string ReadMe = """
        This archive was exported by FalconEye. manifest.json says what is in it: cameras, times, gaps with their causes, and the SHA-256 of each file.
        manifest.sig is the signature of manifest.json by the key in public-key.pem (ECDSA P-256, SHA-256, DER). To check all of it:

          FalconEye.Api verify export.zip --fingerprint FINGERPRINT

        The fingerprint stands on the settings page of the server that made the export, and must come to you by another path than this archive.
        Without FalconEye: openssl dgst -sha256 -verify public-key.pem -signature manifest.sig manifest.json; sha256sum *.mp4
        """;

    /// <param name="job">The export.</param>
    /// <param name="cameras">What it has, one camera after the other; each is open until the next is asked for.</param>
    /// <param name="path">A file that is not there yet.</param>
    /// <param name="onWritten">Called with the number of bytes written since the last call.</param>
    /// <param name="cancellationToken">Ends the writing; the file is then to be removed.</param>
    /// <returns>How many files were written.</returns>
    internal async Task<int> WriteAsync(
        ExportJob job, IAsyncEnumerable<IExportSource> cameras, string path, Action<int> onWritten, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        HashSet<string> names = [];
        await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken))
        {
            List<ExportManifest.Camera> written = [];
            await foreach (var camera in cameras)
            {
                List<ExportManifest.Video> videos = [];
                await foreach (var video in camera.ReadVideosAsync(cancellationToken))
                {
                    var name = NameOf(camera.Camera, video, names);
                    videos.Add(await WriteVideoAsync(zip, name, video, onWritten, cancellationToken));
                }

                written.Add(new ExportManifest.Camera(camera.Camera.Id, camera.Camera.Name, videos, await camera.FindGapsAsync(cancellationToken)));
            }

            ExportManifest manifest = new(
                ExportManifest.CurrentFormat, job.Id, time.GetUtcNow().UtcDateTime, job.CreatedBy, job.From, job.To, written);
            var bytes = manifest.ToBytes();
            await AddAsync(zip, ExportManifest.FileName, bytes, cancellationToken);
            await AddAsync(zip, ExportManifest.SignatureName, signer.Sign(bytes), cancellationToken);
            await AddAsync(zip, ExportManifest.KeyName, Encoding.ASCII.GetBytes(signer.PublicKey), cancellationToken);
            await AddAsync(zip, "README.txt", Encoding.UTF8.GetBytes(ReadMe), cancellationToken);
        }

        file.Flush(flushToDisk: true);
        return names.Count;
    }

    private static async Task<ExportManifest.Video> WriteVideoAsync(
        ZipArchive zip, string name, IExportVideo video, Action<int> onWritten, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        await using var target = await entry.OpenAsync(cancellationToken);
        var head = video.WriteHead();
        hash.AppendData(head.Span);
        await target.WriteAsync(head, cancellationToken);
        foreach (var (source, parts) in video.ReadData())
        {
            foreach (var bytes in parts)
            {
                await CopyAsync(source, bytes, target, hash, onWritten, cancellationToken);
            }
        }

        return new ExportManifest.Video(
            name,
            head.Length + video.DataLength,
            Convert.ToHexStringLower(hash.GetCurrentHash()),
            Math.Round(video.Duration.TotalSeconds, 3),
            video.Parts,
            video.Encoded);
    }

    private static async Task CopyAsync(
        IByteSource source, FilePart part, Stream target, IncrementalHash hash, Action<int> onWritten, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            for (var (offset, left) = (part.Offset, part.Length); left > 0;)
            {
                var read = await source.ReadAsync(offset, buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
                if (read == 0)
                {
                    throw new ExportException("A recording became shorter while it was exported.");
                }

                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                (offset, left) = (offset + read, left - read);
                onWritten(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellationToken);
        await entry.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>
    /// A name that every system takes, whatever the camera is called: letters, digits, and the time at which the file begins.
    /// </summary>
    private static string NameOf(ExportCamera camera, IExportVideo video, HashSet<string> taken)
    {
        var letters = new string([.. camera.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        var stem = string.Create(
            CultureInfo.InvariantCulture, $"{(letters.Length is 0 ? "camera" : letters[..Math.Min(letters.Length, 60)])}_{video.Start:yyyyMMdd-HHmmss}");
        var name = stem + ".mp4";
        for (var i = 2; !taken.Add(name); i++)
        {
            name = $"{stem}_{i}.mp4";
        }

        return name;
    }
}
