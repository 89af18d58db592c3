using FalconEye.Api.Auth.Login;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Auth;

/// <summary>Guesses are slowed down without locking out the person whose name is guessed at.</summary>
public sealed class LoginThrottleTests
{
    private const string Home = "192.0.2.1";
    private static readonly string[] Spellings = ["mike", "MIKE", "Mike", "mIkE", "miKe", "mi\u212Ae"];
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_name_is_the_same_in_every_spelling_that_Identity_takes_for_it()
    {
        var throttle = new LoginThrottle(_time);
        var normalizer = new UpperInvariantLookupNormalizer();
        string[] same = [.. Spellings.Where(name => normalizer.NormalizeName(name) == "MIKE")];
        foreach (var spelling in same)
        {
            throttle.Fail(spelling, Home);
        }

        Assert.True(same.Length >= LoginThrottle.FreePerName);
        Assert.All(same, spelling => Assert.NotEqual(TimeSpan.Zero, throttle.WaitFor(spelling, Home)));
        Assert.Equal(TimeSpan.Zero, throttle.WaitFor(" mike", Home));
    }

    [Fact]
    public void Guesses_at_one_name_from_many_addresses_are_delayed_and_a_known_address_is_not()
    {
        var throttle = new LoginThrottle(_time);
        throttle.Recognise("anna", Home);
        for (var number = 0; number < LoginThrottle.FreePerNameAnywhere; number++)
        {
            Assert.Equal(TimeSpan.Zero, throttle.PauseFor("anna", $"198.51.100.{number}"));
            throttle.Fail("Anna", $"198.51.100.{number}");
        }

        Assert.Equal(TimeSpan.Zero, throttle.PauseFor("anna", "203.0.113.1"));
        Assert.Equal(TimeSpan.FromMilliseconds(250), throttle.PauseFor("anna", "203.0.113.2"));
        Assert.Equal(TimeSpan.FromMilliseconds(500), throttle.PauseFor("anna", "203.0.113.3"));
        Assert.Equal(TimeSpan.Zero, throttle.PauseFor("anna", Home));
        Assert.Equal(TimeSpan.Zero, throttle.PauseFor("ben", "203.0.113.1"));
        Assert.Equal(TimeSpan.Zero, throttle.WaitFor("anna", "203.0.113.4"));

        while (throttle.PauseFor("anna", "203.0.113.5") is { } pause)
        {
            Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, throttle.PauseFor("anna", "203.0.113.5"));
    }

    [Fact]
    public void Guesses_from_an_address_do_not_lock_out_other_users_at_it()
    {
        var throttle = new LoginThrottle(_time);
        throttle.Recognise("anna", Home);
        for (var number = 0; number < LoginThrottle.FreePerAddress; number++)
        {
            throttle.Fail($"nobody{number}", Home);
        }

        Assert.Equal(TimeSpan.Zero, throttle.WaitFor("anna", Home));
        Assert.NotEqual(TimeSpan.Zero, throttle.WaitFor("ben", Home));
        for (var number = 0; number < LoginThrottle.FreePerName; number++)
        {
            throttle.Fail("anna", Home);
        }

        Assert.NotEqual(TimeSpan.Zero, throttle.WaitFor("anna", Home));
    }

    [Fact]
    public void Successful_logins_do_not_count_as_guesses()
    {
        var throttle = new LoginThrottle(_time);
        for (var number = 0; number < 2 * LoginThrottle.FreePerNameAnywhere; number++)
        {
            throttle.Fail("anna", $"{number}");
            throttle.Succeed("anna", $"{number}");
        }

        Assert.Equal(TimeSpan.Zero, throttle.PauseFor("anna", "203.0.113.1"));
        Assert.Equal(TimeSpan.Zero, throttle.PauseFor("anna", "203.0.113.1"));
    }
}
