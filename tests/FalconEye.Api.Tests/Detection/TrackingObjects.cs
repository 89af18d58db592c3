using FalconEye.Api.Detection;
using FalconEye.Api.Motion;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Detection;

namespace FalconEye.Api.Tests.Detection;

/// <summary>Which boxes become events, with pictures made up.</summary>
public sealed class TrackingObjects
{
    private static readonly DateTime Noon = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);
    private static readonly CameraMotion Everything = new() { Objects = new CameraObjects { Enabled = true } };
    private static readonly FoundObject ParkedCar = new("car", 0.8, 0.1, 0.5, 0.2, 0.15);

    private readonly ObjectTracker _tracker = new();
    private CameraMotion _settings = Everything;

    [Fact]
    public void A_person_who_walks_is_an_event_and_the_car_beside_is_none()
    {
        Assert.Empty(Look(0, ParkedCar, Person(0.5)));
        Assert.Equal(["person"], Look(0.5, ParkedCar, Person(0.55)).Select(change => change.Label));
        Assert.Empty(Look(1, ParkedCar, Person(0.6)));
    }

    [Fact]
    public void What_comes_into_a_picture_that_is_known_is_an_event_at_once()
    {
        Look(0, ParkedCar);
        _tracker.End();

        var begun = Assert.Single(Look(60, ParkedCar, Person(0.5)));

        Assert.Equal(("person", Noon.AddSeconds(59.5), 0.8), (begun.Label, begun.Begin, begun.Score));
    }

    [Fact]
    public void What_is_not_sure_needs_a_second_picture()
    {
        Look(0);
        Assert.Empty(Look(10, Person(0.5, 0.55)));
        Assert.Equal(Noon.AddSeconds(10), Assert.Single(Look(10.5, Person(0.54, 0.52))).Begin, TimeSpan.FromSeconds(0.6));
        Look(30);
        Assert.Empty(Look(40, Person(0.5, 0.55)));
        Assert.Empty(Look(43, Person(0.2, 0.55)));
    }

    [Fact]
    public void An_event_ends_when_nothing_of_its_kind_was_seen_for_a_while()
    {
        Look(0);
        Look(1, Person(0.3));
        Assert.Empty(Look(5.5, ParkedCar with { Score = 0.3 }));

        var ended = Assert.Single(Look(6.1));

        Assert.Equal((Noon.AddSeconds(1), 0.8), (ended.End, ended.Score));
    }

    [Fact]
    public void When_nothing_moves_any_more_what_is_open_ends_and_what_stays_is_still()
    {
        Look(0);
        Look(1, Person(0.3));
        Assert.Equal(Noon.AddSeconds(1), Assert.Single(_tracker.End()).End);
        Assert.Empty(Look(20, Person(0.3)));
        Assert.NotEmpty(Look(20.5, Person(0.4)));
    }

    [Fact]
    public void A_car_that_the_model_takes_for_two_things_is_one() =>
        Assert.Single(LookTwice(new FoundObject("car", 0.8, 0.5, 0.5, 0.2, 0.2), new FoundObject("truck", 0.7, 0.5, 0.5, 0.2, 0.21)));

    [Fact]
    public void Only_what_is_asked_for_is_told()
    {
        _settings = new() { Objects = new CameraObjects { Enabled = true, Labels = ["animal"], MinScore = 0.6 } };
        Assert.Empty(LookTwice(Person(0.5), new FoundObject("cat", 0.5, 0.1, 0.1, 0.1, 0.1), new FoundObject("kite", 0.9, 0.7, 0.1, 0.1, 0.1)));
        Assert.Equal("cat", Assert.Single(LookTwice(new FoundObject("cat", 0.9, 0.5, 0.1, 0.1, 0.1))).Name);
    }

    [Fact]
    public void A_person_stands_in_a_zone_by_the_feet()
    {
        IReadOnlyList<IReadOnlyList<double>> lower = [[0, 0.5], [1, 0.5], [1, 1], [0, 1]];
        _settings = Everything with { Zones = [new MotionZone("Yard", lower)] };
        Assert.Equal("Yard", Assert.Single(LookTwice(Person(0.5))).Zone);
        Assert.Empty(LookTwice(new FoundObject("cat", 0.9, 0.5, 0.1, 0.1, 0.1)));
        _settings = Everything with { Masks = [lower] };
        Assert.Empty(new ObjectTracker().Note([Person(0.5)], Noon, Noon, _settings));
    }

    /// <summary>A picture without it, then one with it.</summary>
    private IReadOnlyList<ObjectChange> LookTwice(params FoundObject[] found)
    {
        _tracker.Note([], Noon, Noon, _settings);
        return _tracker.Note(found, Noon.AddSeconds(0.5), Noon, _settings);
    }

    private IReadOnlyList<ObjectChange> Look(double seconds, params FoundObject[] found) =>
        _tracker.Note(found, Noon.AddSeconds(seconds), Noon.AddSeconds(Math.Max(0, seconds - 0.5)), _settings);

    private static FoundObject Person(double x, double score = 0.8) => new("person", score, x, 0.4, 0.05, 0.3);
}
