using FalconEye.Onvif.Events;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Onvif.Tests;

public sealed class PullPointTests
{
    [Fact]
    public async Task Events_arrive_as_they_happen_and_leaving_ends_the_subscription()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { User = "admin", Password = "x", AdvertisedHost = "192.0.2.7" }, cancelled);
        var time = new AcceleratedTime();
        using var client = device.ClientOf("admin", "x", time);
        var seen = new List<OnvifEvent>();

        var listening = ListenAsync();
        await Eventually.HoldsAsync(() => device.Subscribers == 1, "the client has subscribed", cancelled);
        device.Raise("RuleEngine/CellMotionDetector/Motion", "IsMotion", "true");
        await Eventually.HoldsAsync(() => seen.Count == 1, "the first event is there", cancelled);
        time.Advance(TimeSpan.FromSeconds(31));
        device.Raise("RuleEngine/CellMotionDetector/Motion", "IsMotion", "half");
        await Eventually.HoldsAsync(() => device.Renewals == 1, "the subscription is kept", cancelled);
        device.Raise("RuleEngine/CellMotionDetector/Motion", "IsMotion", "false");
        await listening;

        Assert.Equal(["true", "half", "false"], seen.Select(happening => happening.Data["IsMotion"]));
        Assert.Equal(("RuleEngine/CellMotionDetector/Motion", "Changed", "sensor"), (seen[0].Topic, seen[0].Operation, seen[0].Source["VideoSource"]));
        Assert.InRange((DateTimeOffset.UtcNow - seen[0].Time!.Value).TotalMinutes, -1, 1);
        Assert.Equal(0, device.Subscribers);

        async Task ListenAsync()
        {
            await foreach (var happening in client.Events.ListenAsync(cancelled))
            {
                seen.Add(happening);
                if (seen.Count == 3)
                {
                    return;
                }
            }
        }
    }
}
