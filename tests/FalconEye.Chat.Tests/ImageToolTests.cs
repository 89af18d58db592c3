using FalconEye.TestKit.Assistant;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Chat.Tests;

public sealed class ImageToolTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task An_image_that_the_model_sees_is_shown_to_the_user_and_stored_with_the_answer()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), ct);
        var chat = await fixture.FreshAsync(ct, "look_at_camera");
        await chat.Server.StartCameraAsync("Front Door", camera.Url, "running", ct, "http");
        var session = await chat.BeginAsync(ct);
        chat.Model.Says(ModelReply.Tool("look_at_camera", new { camera = "Front Door" }), ModelReply.Text("A test picture."));

        var events = await chat.AskAsync(session, "What do you see?", ct);
        await chat.AskAsync(session, "Sure?", ct);
        var picture = (await chat.ConversationAsync(session, ct)).GetProperty("messages")[1].GetProperty("pictures")[0];
        var jpeg = await chat.Server.Client.GetByteArrayAsync(picture.GetProperty("url").GetString(), ct);

        Assert.StartsWith("data:image/jpeg;base64,", Assert.Single(events, item => item.Kind == "picture").Data.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Front Door, ", picture.GetProperty("caption").GetString(), StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xD8], jpeg[..2]);
        Assert.Contains("image/jpeg", ScriptedModel.ResultsIn(chat.Model.Requests[1]), StringComparison.Ordinal);
        Assert.DoesNotContain("base64", chat.Model.Requests[2].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_image_is_sent_to_the_provider_while_image_tools_are_off()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), ct);
        var chat = await fixture.FreshAsync(ct);
        await chat.Server.StartCameraAsync("Front Door", camera.Url, "running", ct, "http");
        chat.Model.Says(
            ModelReply.ToolsAtOnce(("look_at_camera", new { camera = "Front Door" }), ("diagnose_camera", new { camera = "Front Door" })), ModelReply.Text("I cannot see."));

        var events = await chat.AskAsync("What do you see?", ct);

        Assert.DoesNotContain(events, item => item.Kind == "picture");
        var results = ScriptedModel.ResultsIn(chat.Model.Requests[1]);
        Assert.Contains("switched off", results, StringComparison.Ordinal);
        Assert.DoesNotContain("image/jpeg", results, StringComparison.Ordinal);
        Assert.DoesNotContain("/9j/", results, StringComparison.Ordinal);
    }
}
