using System.Net;
using System.Net.Http.Headers;

namespace FalconEye.Deploy.Tests.FileServer;

/// <summary>The file server gives recordings, whole and in parts, and nothing else of its node.</summary>
public sealed class FileServerTests : IAsyncLifetime
{
    private const string Camera = "3f2b8f2e-5a4c-4f0b-9a57-0d2f4f6b1c11";

    private FileServerProcess _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await FileServerProcess.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_recording_is_served_with_its_type_whole_or_in_part_whatever_its_name()
    {
        const string Name = "Двор 🐦 100%_20260101_120000.mp4";
        _server.Add(Camera, Name, "0123456789");
        var address = $"/{Camera}/{Uri.EscapeDataString(Name)}";

        using var whole = await _server.Client.GetAsync(address, Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using var part = await _server.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal("video/mp4", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal("0123456789", await whole.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("234", await part.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/")]
    [InlineData($"/{Camera}")]
    [InlineData($"/{Camera}/")]
    [InlineData($"/{Camera}/.hidden")]
    [InlineData($"/{Camera}/..%2f..%2fsecret")]
    [InlineData($"/{Camera}/link.mp4")]
    [InlineData("/../secret")]
    [InlineData("/secret")]
    public async Task Nothing_else_is_served(string address)
    {
        _server.Add(Camera, ".hidden", "hidden");
        await File.WriteAllTextAsync(Path.Combine(_server.Recordings, "secret"), "secret", Cancellation);
        File.CreateSymbolicLink(Path.Combine(_server.Recordings, Camera, "link.mp4"), "/etc/passwd");

        using var answer = await _server.Client.GetAsync(address, Cancellation);

        Assert.False(answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer A1B2C3")]
    [InlineData("Bearer a1B2c3x")]
    public async Task Recordings_need_the_token(string? authorization)
    {
        _server.Add(Camera, "recording.mp4", "video");
        using var stranger = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        stranger.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await stranger.GetAsync($"/{Camera}/recording.mp4", Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task Nothing_can_be_written(string method)
    {
        _server.Add(Camera, "recording.mp4", "video");

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{Camera}/recording.mp4") { Content = new StringContent("other") };
        using var answer = await _server.Client.SendAsync(request, Cancellation);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal("video", await File.ReadAllTextAsync(Path.Combine(_server.Recordings, Camera, "recording.mp4"), Cancellation));
    }
}
