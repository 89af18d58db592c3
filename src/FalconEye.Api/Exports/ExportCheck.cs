using System.Buffers;
using System.Threading.RateLimiting;
using FalconEye.Api.Problems;

namespace FalconEye.Api.Exports;

/// <summary>Checks exports that users bring, of whatever server. The file is kept for as long as the check takes, and never under a name.</summary>
internal sealed class ExportCheck(ExportFolders folders, ExportSigner signer) : IDisposable
{
    /// <summary>More than a day of sixteen cameras has.</summary>
    internal const long MaxBytes = 1024L * 1024 * 1024 * 1024;

    /// <summary>Each takes room on the disk, and one core while it is hashed. Of one caller there is one, however slowly they send.</summary>
    private const int AtATime = 4;

    private const int Chunk = 128 * 1024;
    private const int FingerprintLength = 64;

    /// <summary>How much is written between two looks at the disk.</summary>
    private const long LookEvery = 64 * 1024 * 1024;

    private readonly PartitionedRateLimiter<string> _places = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetConcurrencyLimiter(caller, _ => Places(1))),
        PartitionedRateLimiter.Create<string, bool>(_ => RateLimitPartition.GetConcurrencyLimiter(true, _ => Places(AtATime))));

    /// <summary>Takes an export in and checks it.</summary>
    /// <param name="upload">The ZIP file.</param>
    /// <param name="length">Its bytes, when they are known.</param>
    /// <param name="caller">Who sends it.</param>
    /// <param name="fingerprint">The key that it must be signed by, if one is known.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    internal async Task<Result<ExportCheckResponse>> CheckAsync(
        Stream upload, long? length, string caller, string? fingerprint, CancellationToken cancellationToken)
    {
        if (fingerprint is not null && (fingerprint.Length != FingerprintLength || !fingerprint.All(char.IsAsciiHexDigit)))
        {
            return Refusal.Invalid("fingerprint", $"\"fingerprint\" has {FingerprintLength} hexadecimal digits: it is on the exports page of the server that made the export.");
        }

        using var place = _places.AttemptAcquire(caller);
        if (!place.IsAcquired)
        {
            return Refusal.Unavailable("Another export is being checked. Try again in a minute.");
        }

        if (length > folders.UsableBytes)
        {
            return NoRoom();
        }

        await using var file = folders.OpenNameless();
        if (!await TakeInAsync(upload, file, cancellationToken))
        {
            return NoRoom();
        }

        if (file.Length == 0)
        {
            return Refusal.NotPossible("Send the ZIP file of an export as the body of the request.");
        }

        file.Position = 0;
        return ExportCheckResponse.Of(await ExportVerifier.VerifyAsync(file, fingerprint, cancellationToken), signer.Fingerprint);
    }

    public void Dispose() => _places.Dispose();

    private static ConcurrencyLimiterOptions Places(int count) => new() { PermitLimit = count, QueueLimit = 0 };

    /// <returns>False when the disk has no room for the rest.</returns>
    private async Task<bool> TakeInAsync(Stream upload, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var nextLook = 0L;
            while (await upload.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                if (file.Position >= nextLook)
                {
                    if (folders.UsableBytes < LookEvery)
                    {
                        return false;
                    }

                    nextLook += LookEvery;
                }

                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Refusal NoRoom() => new(
        RefusalKind.DiskFull,
        $"The server's disk has room for {folders.UsableBytes / 1_000_000} MB of exports now. Delete exports, or check the file with \"FalconEye.Api verify\".");
}
