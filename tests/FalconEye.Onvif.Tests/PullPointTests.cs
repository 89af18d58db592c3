using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Events;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Onvif.Tests;

public sealed class PullPointTests
{
    private const string Motion = "RuleEngine/CellMotionDetector/Motion";

    /// <summary>A third of the lifetime that is asked for, and a little.</summary>
    private static readonly TimeSpan UntilDue = TimeSpan.FromSeconds(21);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_arrive_as_they_happen_and_leaving_ends_the_subscription()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { User = "admin", Password = "x", AdvertisedHost = "192.0.2.7" }, Cancelled);
        var time = new AcceleratedTime();
        using var client = device.ClientOf("admin", "x", time);
        List<OnvifEvent> seen = [];
        await using (var subscription = await client.Events.SubscribeAsync(Cancelled))
        {
            foreach (var value in (string[])["true", "half", "false"])
            {
                device.Raise(Motion, "IsMotion", value);
                seen.AddRange(await subscription.PullAsync(Cancelled));
                time.Advance(UntilDue);
            }

            Assert.Equal((1, 2), (device.Subscribers, device.Renewals));
        }

        Assert.Equal(["true", "half", "false"], seen.Select(happening => happening.Data["IsMotion"]));
        Assert.Equal((Motion, "Changed", "sensor"), (seen[0].Topic, seen[0].Operation, seen[0].Source["VideoSource"]));
        Assert.Equal(0, device.Subscribers);
    }

    [Theory]
    [InlineData(true, OnvifAuthentication.UsernameToken)]
    [InlineData(false, OnvifAuthentication.HttpDigest)]
    public async Task A_device_that_renews_none_knows_another_network_and_another_time_loses_no_event(bool byPath, OnvifAuthentication authentication)
    {
        OnvifEventOptions events = new() { WantsAddressing = true, RefusesRenewal = true, ByPath = byPath };
        await using var device = await SimulatedOnvifDevice.StartAsync(
            new() { User = "admin", Password = "x", Authentication = authentication, AdvertisedHost = "192.0.2.7", ClockOffset = TimeSpan.FromHours(-3), Events = events },
            Cancelled);
        var time = new AcceleratedTime();
        using var client = device.ClientOf("admin", "x", time);
        device.SetState("VideoSource/MotionAlarm", "State", "true");
        List<OnvifEvent> seen = [];
        await using (var subscription = await client.Events.SubscribeAsync(Cancelled))
        {
            seen.AddRange(await subscription.PullAsync(Cancelled));
            for (var number = 1; number <= 3; number++)
            {
                // While it is replaced: the old one has it, and perhaps the new one too.
                time.Advance(UntilDue);
                device.Raise("RuleEngine/LineDetector/Crossed", "ObjectId", $"{number}");
                seen.AddRange(await subscription.PullAsync(Cancelled));
                Assert.Equal(1, device.Subscribers);
            }
        }

        Assert.Equal(("Initialized", "true"), (seen[0].Operation, seen[0].Data["State"]));
        Assert.InRange((DateTimeOffset.UtcNow - seen[0].Time!.Value).TotalMinutes, -1, 1);
        Assert.Equal(["1", "2", "3"], seen.Where(item => item.Data.ContainsKey("ObjectId")).Select(item => item.Data["ObjectId"]));
        Assert.Equal((4, 0), (device.Subscriptions, device.Subscribers));
    }

    [Fact]
    public async Task A_device_that_wants_an_absolute_time_is_renewed_by_one()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { Events = new() { WantsAbsoluteTime = true } }, Cancelled);
        var time = new AcceleratedTime();
        using var client = device.ClientOf(time: time);
        await using var subscription = await client.Events.SubscribeAsync(Cancelled);
        for (var number = 0; number < 2; number++)
        {
            time.Advance(UntilDue);
            device.Raise(Motion, "IsMotion", "true");
            await subscription.PullAsync(Cancelled);
        }

        Assert.Equal((2, 1), (device.Renewals, device.Subscriptions));
        Assert.Equal(3, device.Operations.Count(operation => operation == "Renew"));
    }

    [Fact]
    public async Task A_connection_that_is_closed_after_a_while_says_that_nothing_happened()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { Events = new() { ClosesWhenIdle = true } }, Cancelled);
        var time = new AcceleratedTime();
        using var client = device.ClientOf(time: time);
        await using var subscription = await client.Events.SubscribeAsync(Cancelled);

        var pulling = subscription.PullAsync(Cancelled);
        await Eventually.HoldsAsync(() => device.Operations.Contains("PullMessages"), "it is asked", Cancelled);
        time.Advance(TimeSpan.FromSeconds(6));
        device.RaiseXml("");

        Assert.Empty(await pulling);
        device.Raise(Motion, "IsMotion", "true");
        Assert.Single(await subscription.PullAsync(Cancelled));
    }

    [Fact]
    public async Task A_device_without_events_or_with_a_lost_subscription_says_so()
    {
        await using var without = await SimulatedOnvifDevice.StartAsync(new() { Events = new() { AreThere = false } }, Cancelled);
        using var client = without.ClientOf();
        var refusal = await Assert.ThrowsAsync<OnvifException>(() => client.Events.SubscribeAsync(Cancelled));
        Assert.Equal((FailureReasons.NotFound, "The camera has no ONVIF event service."), (refusal.Reason, refusal.Message));

        await using var device = await SimulatedOnvifDevice.StartAsync(new(), Cancelled);
        using var other = device.ClientOf();
        await using var subscription = await other.Events.SubscribeAsync(Cancelled);
        device.DropSubscriptions();
        await Assert.ThrowsAsync<OnvifException>(() => subscription.PullAsync(Cancelled));
    }

    [Fact]
    public async Task What_a_device_sends_is_read_up_to_a_limit()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new(), Cancelled);
        using var client = device.ClientOf();
        await using var subscription = await client.Events.SubscribeAsync(Cancelled);
        var items = string.Concat(Enumerable.Range(0, 50).Select(number => $"<tt:SimpleItem Name=\"n{number}\" Value=\"{new string('x', 2000)}&#10;&#27;y\"/>"));
        device.RaiseXml($"<wsnt:NotificationMessage><wsnt:Topic>a:A//a:B//.</wsnt:Topic><wsnt:Message><tt:Message UtcTime=\"0000-00-00T00:00:00Z\"><tt:Data>{items}</tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>");
        device.RaiseXml(string.Concat(Enumerable.Repeat("<NotificationMessage/>", 300)));

        var seen = await subscription.PullAsync(Cancelled);

        Assert.Equal(100, seen.Count);
        Assert.Equal(("A/B", null, 32, 512), (seen[0].Topic, seen[0].Time, seen[0].Data.Count, seen[0].Data["n0"].Length));
        Assert.Equal(("", 0), (seen[1].Topic, seen[1].Data.Count));
    }

    [Theory]
    [InlineData("onvif://10.0.0.5", "sensor-1", true)]
    [InlineData("onvif://10.0.0.5", "config-2", false)]
    [InlineData("onvif://10.0.0.5/?channel=2", "sensor-2", true)]
    [InlineData("onvif://10.0.0.5/?channel=2", "sensor-1", false)]
    [InlineData("onvif://10.0.0.5/?channel=2", "VideoSource_1", true)]
    public void An_event_of_a_recorder_is_of_one_channel(string address, string source, bool isOwn)
    {
        Assert.True(SourceAddress.TryParse(address, out var parsed, out _));
        var channel = EventChannel.Of(
            parsed,
            [
                new("p1", "One") { VideoSource = "sensor-1", VideoSourceConfiguration = "config-1" },
                new("p2", "Two") { VideoSource = "sensor-2", VideoSourceConfiguration = "config-2" },
            ]);

        var item = new OnvifEvent(Motion, null, "Changed", new Dictionary<string, string> { ["VideoSource"] = source }, new Dictionary<string, string>());
        Assert.Equal(isOwn, channel.Has(item));
    }
}
