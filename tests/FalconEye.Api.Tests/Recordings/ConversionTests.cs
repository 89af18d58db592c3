using System.Globalization;
using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>Recordings that not every browser plays are converted to H.264, segment by segment.</summary>
public sealed class ConversionTests
{
    private const string Fragmented = "+frag_keyframe+empty_moov+default_base_moof";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("+faststart")]
    [InlineData(Fragmented)]
    public async Task H265_becomes_H264_with_its_sound_and_the_time_of_each_frame(string flags)
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        var (id, _) = await RecordedFile.AddAsync(server, camera, Noon, flags, seconds: 8, Ending, "libx265");
        var file = await FileOfAsync(server, camera);

        var address = file.GetProperty("converted_url").GetString();
        List<double> times = [];
        foreach (var segment in file.GetProperty("segments").EnumerateArray())
        {
            times.AddRange(await FramesAsync(await server.Client.GetByteArrayAsync($"{address}?segment={segment[2].GetInt64()}", Ending), "h264"));
        }

        var recorded = await FramesAsync(await server.Client.GetByteArrayAsync($"/api/recordings/{id}/fragments.mp4", Ending), "hevc");

        Assert.Equal($"/api/recordings/{id}/converted.mp4", address);
        Assert.Equal("video/mp4; codecs=\"avc1.64001F,mp4a.40.2\"", file.GetProperty("converted_mime_type").GetString());
        Assert.StartsWith("video/mp4; codecs=\"hvc1.", file.GetProperty("mime_type").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, times.Count);
        Assert.Equal(recorded.Select(at => Math.Round(at, 3)), times.Select(at => Math.Round(at, 3)));
        Assert.InRange(times[0], 0, 0.1);
    }

    [Fact]
    public async Task A_converted_segment_is_kept_until_its_recording_is_deleted()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        var (id, path) = await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 4, Ending, "libx265");

        // What is kept may take a hundredth of what recordings take.
        await server.SendAsync(HttpMethod.Patch, $"/api/recordings/{id}", new { file_size_bytes = 100_000_000 }, Ending);
        var address = await FirstSegmentAsync(server, camera);

        var first = await server.Client.GetByteArrayAsync(address, Ending);
        var folder = Path.Combine(server.DataDirectory, "conversions", id);
        await Eventually.HoldsAsync(() => Task.FromResult(Directory.Exists(folder)), "the segment is kept", Ending);
        File.Delete(path);
        using var second = await server.Client.GetAsync(address, Ending);

        Assert.Equal(first, await second.Content.ReadAsByteArrayAsync(Ending));
        Assert.True(second.Headers.CacheControl?.Private);
        await server.Client.DeleteAsync($"/api/recordings/{id}", Ending);
        Assert.False(Directory.Exists(folder));
        await server.RefuseAsync(HttpMethod.Get, address, null, HttpStatusCode.NotFound, Ending);
    }

    [Fact]
    public async Task What_cannot_or_need_not_be_converted_is_refused_with_the_reason()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        var (damaged, path) = await RecordedFile.AddAsync(server, camera, Noon, Fragmented, seconds: 4, Ending, "libx265");
        var address = await FirstSegmentAsync(server, camera);
        var (plain, _) = await RecordedFile.AddAsync(server, camera, Noon.AddSeconds(30), "+faststart", seconds: 2, Ending);
        await DamageAsync(path);

        var noneOf = await server.RefuseAsync(HttpMethod.Get, $"/api/recordings/{plain}/converted.mp4?segment=16384", null, HttpStatusCode.BadRequest, Ending);
        var undecodable = await server.RefuseAsync(HttpMethod.Get, address, null, HttpStatusCode.BadGateway, Ending);
        foreach (var query in (string[])["", "?segment=", "?segment=1", "?segment=-1", "?segment=x", "?segment=99999999999999999999"])
        {
            await server.RefuseAsync(HttpMethod.Get, $"/api/recordings/{damaged}/converted.mp4{query}", null, HttpStatusCode.BadRequest, Ending);
        }

        Assert.Contains("is H.264 already", noneOf.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("cannot be converted", undecodable.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await server.RefuseAsync(HttpMethod.Get, "/api/recordings/none/converted.mp4?segment=16384", null, HttpStatusCode.NotFound, Ending);
    }

    private static async Task<JsonElement> FileOfAsync(FalconEyeServer server, string camera)
    {
        var playback = await server.GetAsync($"/api/cameras/{camera}/playback?from=2026-03-01T12:00:00Z&to=2026-03-01T12:00:20Z", Ending);
        return playback.GetProperty("files").EnumerateArray().Single();
    }

    private static async Task<string> FirstSegmentAsync(FalconEyeServer server, string camera)
    {
        var file = await FileOfAsync(server, camera);
        return $"{file.GetProperty("converted_url").GetString()}?segment={file.GetProperty("segments")[0][2].GetInt64()}";
    }

    /// <summary>Overwrites all pictures and leaves the index.</summary>
    private static async Task DamageAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path, Ending);
        for (var at = bytes.AsSpan().IndexOf("mdat"u8); at >= 0;)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at - 4));
            bytes.AsSpan(at + 4, length - 8).Fill(0x7F);
            var next = bytes.AsSpan(at + length - 4).IndexOf("mdat"u8);
            at = next < 0 ? -1 : at + length - 4 + next;
        }

        await File.WriteAllBytesAsync(path, bytes, Ending);
    }

    /// <summary>When each frame is shown, in seconds after noon; checks the codecs.</summary>
    private static async Task<IReadOnlyList<double>> FramesAsync(byte[] video, string codec)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllBytesAsync(folder["segment.mp4"], video, Ending);
        var report = await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-show_entries", "stream=codec_name:packet=pts_time,codec_type", "-of", "json", folder["segment.mp4"]], Ending);
        var parsed = JsonDocument.Parse(report).RootElement;
        Assert.Equal([codec, "aac"], parsed.GetProperty("streams").EnumerateArray().Select(stream => stream.GetProperty("codec_name").GetString()));
        return
        [
            .. parsed.GetProperty("packets").EnumerateArray()
                .Where(packet => packet.GetProperty("codec_type").GetString() == "video")
                .Select(packet => double.Parse(packet.GetProperty("pts_time").GetString()!, CultureInfo.InvariantCulture) - Noon.ToUnixTimeSeconds()).Order(),
        ];
    }
}
