using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FalconEye.Api.Alerts;
using FalconEye.Api.Alerts.Push;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Tests.Alerts;

public sealed class PushEncryptionTests
{
    private const string SenderPoint = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private const string BrowserPoint = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    [Fact]
    public void The_example_of_RFC_8291_comes_out()
    {
        var point = Decode(SenderPoint);
        using var key = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point[1..33], Y = point[33..] },
            D = Decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        });

        var encrypted = PushEncryption.Encrypt(
            "When I grow up, I want to be a watermelon"u8, Decode(BrowserPoint), Decode("BTBZMqHH6r4Tts7J_aSIgg"), key, Decode("DGv6ra1nlYgDCS1FRnbzlw"));

        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(encrypted));
    }

    [Fact]
    public void A_key_is_a_point_of_the_curve()
    {
        var point = Decode(BrowserPoint);
        Assert.True(PushEncryption.IsPoint(point));
        point[64] ^= 1;
        Assert.False(PushEncryption.IsPoint(point));
        Assert.False(PushEncryption.IsPoint(point[..64]));
        Assert.False(PushEncryption.IsPoint(new byte[65]));
        Assert.False(PushEncryption.IsPoint([4, .. new byte[64]]));
    }

    [Theory]
    [InlineData("a", 2000)]
    [InlineData("\u0001", 2000)]
    [InlineData("門", 2000)]
    [InlineData("🐈", 2000)]
    public void A_message_fits_whatever_a_camera_is_called(string letter, int count)
    {
        var name = string.Concat(Enumerable.Repeat(letter, count));
        var message = PushMessage.Of(new AlertMessage("Rule", AlertPhase.End, "motion", Guid.NewGuid(), name, 7, DateTime.UnixEpoch, null, name, name, null, null, null, null));

        Assert.InRange(message.Body.Length, 500, PushEncryption.MaxLength);
        var content = JsonDocument.Parse(Encoding.UTF8.GetString(message.Body)).RootElement;
        Assert.Equal("/events?event=7", content.GetProperty("link").GetString());
        Assert.EndsWith($"{letter}…", content.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(("event-7", false), (message.Topic, message.IsUrgent));
    }

    private static byte[] Decode(string text) => Base64Url.DecodeFromChars(text);
}
