using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using FalconEye.Recorder.Recording;

namespace FalconEye.Recorder.Reports;

/// <summary>Keeps reports on disk, in order, until the API has them.</summary>
public sealed class ReportOutbox
{
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly Channel<bool> _arrivals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _last;

    /// <summary>Opens the outbox, with what an earlier run left in it.</summary>
    /// <exception cref="IOException">Its folder cannot be made.</exception>
    public ReportOutbox(RecordingJournal journal)
    {
        _folder = journal.OutboxFolder;
        Directory.CreateDirectory(RejectedFolder);
        _last = Pending().Select(NumberOf).DefaultIfEmpty(0).Max();
        _arrivals.Writer.TryWrite(true);
    }

    private string RejectedFolder => Path.Combine(_folder, "rejected");

    /// <summary>Stores a report until it is sent.</summary>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    public void Add(Report report)
    {
        lock (_lock)
        {
            var name = (++_last).ToString("D12", CultureInfo.InvariantCulture) + ".json";
            DurableFile.Write(Path.Combine(_folder, name), JsonSerializer.SerializeToUtf8Bytes(report, ReportJson.Default.Report));
        }

        _arrivals.Writer.TryWrite(true);
    }

    /// <summary>The entries that wait, oldest first.</summary>
    public IReadOnlyList<string> Pending() => [.. Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal)];

    /// <summary>The report of an entry; <see langword="null"/> when it is none, which a damaged disk can make of it.</summary>
    public static Report? Read(string entry)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(entry), ReportJson.Default.Report);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Forgets an entry that the API has.</summary>
    public static void Remove(string entry) => File.Delete(entry);

    /// <summary>Moves an entry aside that the API will never take, for a person to look at.</summary>
    public void Reject(string entry) => File.Move(entry, Path.Combine(RejectedFolder, Path.GetFileName(entry)), overwrite: true);

    /// <summary>Waits until there may be something new.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _arrivals.Reader.ReadAsync(cancellationToken);

    private static long NumberOf(string entry) =>
        long.TryParse(Path.GetFileNameWithoutExtension(entry), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
