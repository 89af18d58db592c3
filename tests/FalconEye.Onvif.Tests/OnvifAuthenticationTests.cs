using System.Net;
using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Soap;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Onvif.Tests;

public sealed class OnvifAuthenticationTests
{
    private const string Password = "p@ss w:rd/é";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<OnvifAuthentication, bool> Ways() => new()
    {
        { OnvifAuthentication.UsernameToken, false },
        { OnvifAuthentication.TokenThenDigest, false },
        { OnvifAuthentication.HttpDigest, false },
        { OnvifAuthentication.HttpDigestSha256, false },
        { OnvifAuthentication.UsernameToken, true },
        { OnvifAuthentication.HttpBasic, true },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Credentials_are_sent_in_the_scheme_that_the_camera_asks_for(OnvifAuthentication way, bool isSecure)
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(Protected(way, isSecure), Cancelled);
        using var client = device.ClientOf("admin", Password);

        var information = await client.GetDeviceInformationAsync(Cancelled);
        var profiles = await client.Media.GetProfilesAsync(Cancelled);

        Assert.Equal("Simulated & small", information.Model);
        Assert.Single(profiles);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_wrong_password_is_reported_and_sent_once(OnvifAuthentication way, bool isSecure)
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(Protected(way, isSecure), Cancelled);
        using var client = device.ClientOf("admin", "wrong");

        var refusal = await Assert.ThrowsAsync<OnvifException>(() => client.Media.GetProfilesAsync(Cancelled));

        Assert.Equal(FailureReasons.Unauthorized, refusal.Reason);
        Assert.StartsWith("401 Unauthorized from camera: check user name and password.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, device.Attempts);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    [InlineData(24 * 365 * 20)]
    public async Task A_camera_whose_clock_is_wrong_believes_the_password(int hours)
    {
        var options = Protected(OnvifAuthentication.UsernameToken, isSecure: false) with { ClockOffset = TimeSpan.FromHours(hours) };
        await using var device = await SimulatedOnvifDevice.StartAsync(options, Cancelled);
        using var client = device.ClientOf("admin", Password);

        await client.GetDeviceInformationAsync(Cancelled);
        await client.GetDeviceInformationAsync(Cancelled);

        Assert.Equal(2, device.Attempts);
        Assert.Single(device.Operations, "GetSystemDateAndTime");
    }

    [Fact]
    public async Task A_missing_password_is_reported()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(Protected(OnvifAuthentication.HttpDigest, isSecure: false), Cancelled);
        using var client = device.ClientOf();

        var refusal = await Assert.ThrowsAsync<OnvifException>(() => client.GetDeviceInformationAsync(Cancelled));

        Assert.Equal(FailureReasons.Unauthorized, refusal.Reason);
        Assert.StartsWith("The camera asks for a user name and a password", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, device.Attempts);
    }

    [Fact]
    public async Task A_password_is_never_sent_readable_over_plain_http()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(Protected(OnvifAuthentication.HttpBasic, isSecure: false), Cancelled);
        using var client = device.ClientOf("admin", Password);

        var refusal = await Assert.ThrowsAsync<OnvifException>(() => client.GetDeviceInformationAsync(Cancelled));

        Assert.Equal(FailureReasons.Unauthorized, refusal.Reason);
    }

    [Fact]
    public async Task The_time_is_read_without_sending_credentials()
    {
        var options = Protected(OnvifAuthentication.UsernameToken, isSecure: false) with { ClockOffset = TimeSpan.FromHours(-2) };
        await using var device = await SimulatedOnvifDevice.StartAsync(options, Cancelled);
        using var client = device.ClientOf("admin", Password);

        var reported = await client.GetSystemDateAndTimeAsync(Cancelled);

        Assert.InRange((DateTimeOffset.UtcNow - reported!.Value).TotalMinutes, 119, 121);
        Assert.Equal(0, device.Attempts);
    }

    [Fact]
    public void The_digest_is_that_of_the_onvif_programmers_guide() => Assert.Equal(
        "tuOSpGlFlIXsozq4HFNeeGeFLEI=",
        UsernameToken.Digest(Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg=="), "2010-09-16T07:50:45Z", "userpassword"));

    [Fact]
    public void No_other_host_gets_the_password()
    {
        var credential = new OwnHostCredential("camera.lan", new NetworkCredential("admin", Password));

        Assert.NotNull(credential.GetCredential(new Uri("http://camera.lan/onvif"), "Digest"));
        Assert.Null(credential.GetCredential(new Uri("http://elsewhere.lan/onvif"), "Digest"));
    }

    private static OnvifDeviceOptions Protected(OnvifAuthentication way, bool isSecure) =>
        new() { User = "admin", Password = Password, Authentication = way, IsSecure = isSecure };
}
