using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Recording;

/// <summary>
/// Remembers on disk which recordings have begun and are not finished, so that the next run of this program finds what an earlier one
/// left behind. An entry is written before its recording and goes after the report of its end is kept.
/// </summary>
public sealed partial class RecordingJournal
{
    private readonly RecorderSettings _settings;
    private readonly string _cameraFolder;
    private readonly string _folder;

    /// <summary>Opens the journal of a camera, and makes its folders.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public RecordingJournal(RecorderSettings settings)
    {
        _settings = settings;
        _cameraFolder = Path.Combine(settings.RecordingsPath, settings.CameraId.ToString());
        _folder = Path.Combine(_cameraFolder, ".open");
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Where reports wait: beside the journal.</summary>
    public string OutboxFolder => Path.Combine(_cameraFolder, ".outbox");

    /// <summary>
    /// Notes a recording that is about to begin. Its id is new: of two that begin in the same second, the later takes the next second's.
    /// </summary>
    public RecordingOpened Begin(DateTimeOffset start)
    {
        for (var named = start; ; named = named.AddSeconds(1))
        {
            var recording = Describe(start, named);
            if (!File.Exists(recording.FilePath) && !File.Exists(EntryOf(recording.Id)))
            {
                DurableFile.Write(EntryOf(recording.Id), JsonSerializer.SerializeToUtf8Bytes(recording, WireJson.Default.RecordingOpened));
                return recording;
            }
        }
    }

    /// <summary>Forgets a recording whose end is reported.</summary>
    public void End(RecordingOpened recording) => File.Delete(EntryOf(recording.Id));

    /// <summary>Where a recording is rewritten before it takes its place: hidden, in the same folder.</summary>
    public string ScratchFileOf(RecordingOpened recording) => Path.Combine(_cameraFolder, $".{recording.Id}.part");

    /// <summary>The recordings that have begun and not ended, oldest first.</summary>
    public IReadOnlyList<RecordingOpened> Unfinished() =>
        [.. Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal).Select(Read).OfType<RecordingOpened>()];

    /// <summary>
    /// Whether an entry names a recording of this camera, whose file lies directly in its folder. Entries lie on disk, where another program
    /// may have written them; what they name is opened, cut, removed and reported.
    /// </summary>
    public bool IsOwn(RecordingOpened recording) =>
        recording.CameraId == _settings.CameraId
        && OwnId().Match(recording.Id) is { Success: true, Groups: [_, { Value: var camera }] }
        && camera == _settings.CameraId.ToString()
        && Path.GetFileName(recording.FileName) == recording.FileName
        && recording.FileName.EndsWith(".mp4", StringComparison.Ordinal)
        && !recording.FileName.StartsWith('.')
        && recording.FilePath == Path.Combine(_cameraFolder, recording.FileName)
        && new FileInfo(recording.FilePath).LinkTarget is null;

    private RecordingOpened Describe(DateTimeOffset start, DateTimeOffset named)
    {
        var fileName = FileNames.ForRecording(_settings.CameraName, named);
        return new RecordingOpened
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{_settings.CameraId}_{named.UtcDateTime:yyyyMMddHHmmss}"),
            CameraId = _settings.CameraId,
            CameraName = _settings.CameraName,
            FilePath = Path.Combine(_cameraFolder, fileName),
            FileName = fileName,
            StartTime = start,
            Status = RecordingStatus.Recording,
            NodeName = _settings.NodeName,
        };
    }

    private string EntryOf(string id) => Path.Combine(_folder, id + ".json");

    /// <summary>Entries are renamed into place whole; what is none, or another's, was not written here and is dropped.</summary>
    private RecordingOpened? Read(string entry)
    {
        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(entry), WireJson.Default.RecordingOpened) is { } recording && IsOwn(recording))
            {
                return recording;
            }
        }
        catch (JsonException)
        {
            // Dropped below.
        }

        File.Delete(entry);
        return null;
    }

    [GeneratedRegex(@"\A([0-9a-f-]{36})_[0-9]{14}\z")]
    private static partial Regex OwnId();
}
