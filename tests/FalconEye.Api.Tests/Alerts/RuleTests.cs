using FalconEye.Api.Alerts.Channels;
using FalconEye.Api.Alerts.Deliveries;
using FalconEye.Api.Alerts.Rules;
using FalconEye.Data.Alerts;
using FalconEye.Data.Events;

namespace FalconEye.Api.Tests.Alerts;

public sealed class RuleTests
{
    /// <summary>A Friday.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.FromHours(1));

    private static readonly Guid Door = Guid.NewGuid();

    [Fact]
    public void A_rule_applies_to_its_kinds_cameras_zones_and_modes()
    {
        Assert.True(Applies(Rule()));
        Assert.False(Applies(Rule() with { Kinds = ["object"] }));
        Assert.True(Applies(Rule() with { CameraIds = [Door] }));
        Assert.False(Applies(Rule() with { CameraIds = [Guid.NewGuid()] }));
        Assert.True(Applies(Rule() with { Zones = ["gate"] }));
        Assert.False(Applies(Rule() with { Zones = ["Street"] }));
        Assert.True(Applies(Rule() with { Modes = ["away", "off"] }));
        Assert.False(Applies(Rule() with { Modes = ["home"] }));
    }

    [Theory]
    [InlineData("09:00", "17:00", "fri", true)]
    [InlineData("12:00", "12:01", "", true)]
    [InlineData("12:01", "17:00", "", false)]
    [InlineData("09:00", "12:00", "", false)]
    [InlineData("09:00", "17:00", "sat", false)]
    [InlineData("22:00", "13:00", "thu", true)]
    [InlineData("22:00", "13:00", "fri", false)]
    [InlineData("11:00", "06:00", "fri", true)]
    public void Hours_are_of_the_servers_day_and_may_pass_midnight(string from, string to, string day, bool expected) =>
        Assert.Equal(expected, Applies(Rule() with { From = from, To = to, Days = day.Length == 0 ? [] : [day] }));

    [Fact]
    public void An_event_must_have_gone_on_for_as_long_as_the_rule_asks_and_still_go_on()
    {
        var rule = Rule() with { HoldMinutes = 2 };

        Assert.False(RuleEvaluation.HasHeld(rule, Motion(secondsAgo: 119).Open(), Noon));
        Assert.True(RuleEvaluation.HasHeld(rule, Motion(secondsAgo: 120).Open(), Noon));
        Assert.False(RuleEvaluation.HasHeld(rule, Motion(secondsAgo: 300), Noon));
    }

    [Fact]
    public void Alerts_of_one_camera_keep_their_distance()
    {
        var rule = Rule() with { EveryMinutes = 5 };

        Assert.True(RuleEvaluation.IsPaced(rule, null, Noon));
        Assert.False(RuleEvaluation.IsPaced(rule, Noon.UtcDateTime.AddMinutes(-4.9), Noon));
        Assert.True(RuleEvaluation.IsPaced(rule, Noon.UtcDateTime.AddMinutes(-5), Noon));
    }

    [Fact]
    public void A_delivery_is_tried_for_a_day_with_growing_pauses()
    {
        var (created, now, attempts) = (Noon.UtcDateTime, Noon.UtcDateTime, 0);
        List<TimeSpan> pauses = [];
        while (DeliveryBackoff.Next(++attempts, created, now) is { } next)
        {
            pauses.Add(next - now);
            now = next;
        }

        Assert.Equal([5, 15, 60, 300, 900, 3600], pauses.Take(6).Select(pause => (int)pause.TotalSeconds));
        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(now - created, TimeSpan.FromHours(22), TimeSpan.FromHours(24));
    }

    [Theory]
    [InlineData("""{"a": "{{title}}", "b": ["{{ camera }}"]}""", null)]
    [InlineData("""{"a": {{title}}}""", "not JSON")]
    [InlineData("""{"a": "{{secret}}"}""", "no field {{secret}}")]
    [InlineData("""{"a": "{{title"}""", null)]
    public void A_template_is_JSON_with_known_fields_in_its_strings(string template, string? problem)
    {
        if (problem is null)
        {
            Assert.Null(BodyTemplate.FindProblem(template));
        }
        else
        {
            Assert.Contains(problem, BodyTemplate.FindProblem(template), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_value_cannot_change_the_document_nor_be_taken_for_a_field()
    {
        var fields = new Dictionary<string, string> { ["title"] = "\", \"admin\": \"{{camera}}", ["camera"] = "Door" };

        Assert.Equal("""{"a":"\u0022, \u0022admin\u0022: \u0022{{camera}}"}""", BodyTemplate.Fill("""{"a":"{{title}}"}""", fields));
    }

    private static bool Applies(RuleDefinition rule) => RuleEvaluation.Applies(rule, Motion(0), ArmedMode.Away, Noon);

    private static RuleDefinition Rule() => new() { Kinds = ["motion"] };

    private static LoggedEvent Motion(int secondsAgo) => new()
    {
        Time = Noon.UtcDateTime.AddSeconds(-secondsAgo),
        Kind = "motion",
        CameraId = Door,
        Zone = "Gate",
        Actor = "system",
        Message = "",
    };
}
