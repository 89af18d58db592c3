using System.Net;
using System.Text;

namespace FalconEye.Api.Tests;

public sealed class BadInputTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Good = """ "name":"Door","protocol":"rtsp","source_url":"rtsp://127.0.0.1:5999/x" """;

    [Theory]
    [InlineData("""{"protocol":"rtsp","source_url":"rtsp://h/x"}""", "name")]
    [InlineData("""{"name":"   ","protocol":"rtsp","source_url":"rtsp://h/x"}""", "name")]
    [InlineData("""{"name":"a\nb","protocol":"rtsp","source_url":"rtsp://h/x"}""", "name")]
    [InlineData("""{"name":"Door","source_url":"rtsp://h/x"}""", "protocol")]
    [InlineData("""{"name":"Door","protocol":"carrier-pigeon"}""", "protocol")]
    [InlineData("""{"name":"Door","protocol":"rtsp"}""", "source_url")]
    [InlineData("""{"name":"Door","protocol":"rtsp","source_url":"file:///etc/passwd"}""", "source_url")]
    [InlineData("""{"name":"Door","protocol":"rtsp","source_url":"concat:/etc/passwd|/etc/shadow"}""", "source_url")]
    [InlineData("""{"name":"Door","protocol":"http","source_url":"rtsp://h/x"}""", "source_url")]
    [InlineData("""{"name":"Door","protocol":"rtsp","source_url":"rtsp://h/x y"}""", "source_url")]
    [InlineData("""{"name":"Door","protocol":"usb"}""", "node_name")]
    [InlineData("""{"name":"Door","protocol":"usb","node_name":"no-such-node"}""", "node_name")]
    [InlineData($$"""{{{Good}},"framerate":0}""", "framerate")]
    [InlineData($$"""{{{Good}},"framerate":61}""", "framerate")]
    [InlineData($$"""{{{Good}},"framerate":"fast"}""", "framerate")]
    [InlineData($$"""{{{Good}},"resolution":"99999x1"}""", "resolution")]
    [InlineData($$"""{{{Good}},"resolution":"big"}""", "resolution")]
    [InlineData($$"""{{{Good}},"metadata":[1]}""", "metadata")]
    [InlineData("name=Door", "body")]
    public async Task An_invalid_camera_is_refused_with_the_field_named(string body, string field)
    {
        var problem = await fixture.Server.RefuseAsync(
            HttpMethod.Post, "/api/cameras", body, HttpStatusCode.BadRequest, TestContext.Current.CancellationToken);

        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_device_path_that_would_write_into_motions_configuration_is_refused()
    {
        var node = (await fixture.Server.GetAsync("/api/nodes", TestContext.Current.CancellationToken))[0].GetProperty("name").GetString();
        var body = new { name = "Door", protocol = "usb", node_name = node, device_path = "/dev/video0\non_event_start reboot" };

        var problem = await fixture.Server.RefuseAsync(
            HttpMethod.Post, "/api/cameras", body, HttpStatusCode.BadRequest, TestContext.Current.CancellationToken);

        Assert.True(problem.GetProperty("errors").TryGetProperty("device_path", out _));
    }

    [Theory]
    [InlineData("GET", "/api/cameras/42", 404)]
    [InlineData("GET", "/api/cameras/7f9c2ba4-e88f-41d2-a4b5-1c3d6e8f9a0b", 404)]
    [InlineData("DELETE", "/api/cameras/7f9c2ba4-e88f-41d2-a4b5-1c3d6e8f9a0b", 404)]
    [InlineData("POST", "/api/cameras/7f9c2ba4-e88f-41d2-a4b5-1c3d6e8f9a0b/start", 404)]
    [InlineData("GET", "/api/cameras/7f9c2ba4-e88f-41d2-a4b5-1c3d6e8f9a0b/stream", 404)]
    [InlineData("POST", "/api/cameras/7f9c2ba4-e88f-41d2-a4b5-1c3d6e8f9a0b/recording/start", 404)]
    [InlineData("GET", "/api/cameras?status=sleepy", 400)]
    [InlineData("GET", "/api/recordings?limit=0", 400)]
    [InlineData("GET", "/api/recordings?camera_id=42", 400)]
    [InlineData("GET", "/api/recordings/nothing", 404)]
    [InlineData("GET", "/api/recordings/..%2f..%2fetc%2fpasswd/download", 404)]
    [InlineData("GET", "/api/nodes/nothing", 404)]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("PUT", "/api/cameras", 405)]
    public async Task An_unreachable_address_is_reported(string method, string path, int status) =>
        await fixture.Server.RefuseAsync(
            new HttpMethod(method), path, null, (HttpStatusCode)status, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_body_of_ten_megabytes_is_refused_without_reading_it()
    {
        var body = $$"""{{{Good}},"location":"{{new string('x', 10_000_000)}}"}""";

        await fixture.Server.RefuseAsync(
            HttpMethod.Post, "/api/cameras", body, HttpStatusCode.RequestEntityTooLarge, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_refused()
    {
        using var content = new StringContent("name=Door", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await fixture.Server.Client.PostAsync("/api/cameras", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"default_resolution":"1x1"}""", "default_resolution")]
    [InlineData("""{"default_framerate":100}""", "default_framerate")]
    [InlineData("""{"default_camera_node":"no-such-node"}""", "default_camera_node")]
    [InlineData("""{"cleanup_interval":"now and then"}""", "cleanup_interval")]
    [InlineData("""{"creating_timeout_minutes":0}""", "creating_timeout_minutes")]
    [InlineData("""{"chatbot_tools":["format_disk"]}""", "chatbot_tools")]
    public async Task An_invalid_setting_is_refused_with_the_field_named(string body, string field)
    {
        var problem = await fixture.Server.RefuseAsync(
            HttpMethod.Patch, "/api/settings", body, HttpStatusCode.BadRequest, TestContext.Current.CancellationToken);

        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_probe_of_an_invalid_address_is_refused()
    {
        var body = new { protocol = "rtsp", source_url = "pipe:0" };

        var problem = await fixture.Server.RefuseAsync(
            HttpMethod.Post, "/api/cameras/probe", body, HttpStatusCode.BadRequest, TestContext.Current.CancellationToken);

        Assert.True(problem.GetProperty("errors").TryGetProperty("source_url", out _));
    }
}
