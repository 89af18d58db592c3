namespace FalconEye.Detector.Tests;

public sealed class PreparingPictures
{
    [Fact]
    public void A_picture_keeps_its_shape_and_lies_in_the_upper_left_corner()
    {
        var input = new ModelInput(4, 4, new ModelColors(false, [0, 0, 0], [1, 1, 1], 7));

        var scale = input.Fill(Plain(8, 4, 10, 20, 30));

        Assert.Equal(0.5, scale);
        Assert.Equal([10, 10, 10, 10, 10, 10, 10, 10, 7, 7, 7, 7, 7, 7, 7, 7], input.Values[..16]);
        Assert.Equal([20, 30], new[] { input.Values[16], input.Values[32] });
    }

    [Fact]
    public void Blue_comes_first_where_a_model_wants_that_and_each_colour_is_normalised()
    {
        var input = new ModelInput(2, 2, new ModelColors(true, [10, 20, 30], [2, 4, 5], 0));

        input.Fill(Plain(2, 2, 40, 60, 90));

        Assert.Equal([(90 - 10) / 2f, (60 - 20) / 4f, (40 - 30) / 5f], new[] { input.Values[0], input.Values[4], input.Values[8] }.Select(value => MathF.Round(value, 3)));
    }

    [Fact]
    public void Between_two_pixels_there_is_their_mean()
    {
        var input = new ModelInput(2, 1, new ModelColors(false, [0, 0, 0], [1, 1, 1], 0));

        input.Fill(new Picture(4, 2, [.. Enumerable.Range(0, 8).SelectMany(pixel => Enumerable.Repeat((byte)(pixel % 4 * 10), 3))]));

        Assert.Equal([5f, 25f], input.Values[..2]);
    }

    [Fact]
    public void A_large_picture_is_halved_before_so_that_no_pixel_is_left_out()
    {
        var stripes = new Picture(64, 2, [.. Enumerable.Range(0, 128).SelectMany(pixel => Enumerable.Repeat((byte)(pixel % 2 * 200), 3))]);

        var small = stripes.HalvedTo(4, 1);

        Assert.Equal(8, small.Width);
        Assert.All(small.Pixels, value => Assert.Equal(100, value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a")]
    [InlineData("no picture")]
    public void What_is_no_picture_is_refused(string text) => Assert.Throws<InvalidDataException>(() => Picture.Decode(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_picture_that_claims_to_be_huge_is_refused_before_it_is_decoded()
    {
        // A JPEG's start and its frame header: 60000x60000, three components.
        byte[] jpeg = [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0xea, 0x60, 0xea, 0x60, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xd9];

        Assert.Contains("pixels", Assert.Throws<InvalidDataException>(() => Picture.Decode(jpeg)).Message, StringComparison.Ordinal);
    }

    private static Picture Plain(int width, int height, byte red, byte green, byte blue) =>
        new(width, height, [.. Enumerable.Range(0, width * height).SelectMany(_ => new[] { red, green, blue })]);
}
