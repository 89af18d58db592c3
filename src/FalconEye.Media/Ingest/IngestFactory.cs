using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>Makes the ingest for each connection to a camera, by whom the choice says.</summary>
/// <param name="resolver">Knows where the camera's stream is.</param>
/// <param name="choice">Says who reads it.</param>
/// <param name="options">What the program wants.</param>
/// <param name="time">The clock.</param>
public sealed class IngestFactory(SourceResolver resolver, IngestChoice choice, IngestOptions options, TimeProvider time)
{
    private readonly FfmpegMemory _memory = new();

    /// <summary>Opens a connection whose units MP4 files hold: Motion JPEG is encoded.</summary>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="SourceFailedException">The camera gives no picture.</exception>
    public async Task<IIngest> OpenForRecordingAsync(CancellationToken cancel)
    {
        var ingest = await CreateAsync(cancel);
        try
        {
            var stream = await ingest.OpenAsync(cancel);
            choice.RecordStream(stream);
            return stream.Video?.Codec == MediaCodec.Jpeg ? new EncodingIngest(ingest, time) : ingest;
        }
        catch
        {
            await ingest.DisposeAsync();
            throw;
        }
    }

    private async Task<IIngest> CreateAsync(CancellationToken cancel)
    {
        if (choice.Kind == IngestKind.Ffmpeg)
        {
            return new FfmpegIngest(resolver, _memory, time);
        }

        var address = (await resolver.ResolveAsync(cancel)).Address;
        return address.IsRtsp ? new RtspIngest(address, options, time) : new HttpIngest(address, time);
    }
}
