using FalconEye.Detector.Outputs;

namespace FalconEye.Detector.Tests;

/// <summary>What the numbers of a model mean, with outputs made by hand.</summary>
public sealed class ReadingOutputs
{
    private const int Classes = 80;
    private const int Bins = 11;
    private const int Values = Classes + (4 * Bins);

    /// <summary>Of a picture of 64x64: 8x8, 4x4 and 2x2 cells.</summary>
    private const int Places = 64 + 16 + 4;

    [Fact]
    public void A_box_of_NanoDet_is_told_by_the_distances_from_the_middle_of_its_cell()
    {
        var output = NanoDetOutput.TryCreate(64, 64, Classes, Places, Values)!;
        var values = new float[Places * Values];
        var place = (64 + 6) * Values;
        values[place + 2] = 0.9f;
        foreach (var (side, cells) in ((int[])[1, 0, 2, 1]).Index())
        {
            values[place + Classes + (side * Bins) + cells] = 50;
        }

        var box = Assert.Single(output.Read(values, 0.5f));

        // The cell in column 2 and row 1 of the middle grid, of 16 pixels each.
        Assert.Equal((2, 0.9f), (box.Class, box.Score));
        Assert.Equal([24, 24, 72, 40], new[] { box.Left, box.Top, box.Right, box.Bottom }.Select(value => Math.Round(value, 3)));
    }

    [Fact]
    public void A_distance_of_NanoDet_between_two_cells_is_their_mean()
    {
        var output = NanoDetOutput.TryCreate(64, 64, Classes, Places, Values)!;
        var values = new float[Places * Values];
        values[0] = 1;
        (values[Classes + (2 * Bins) + 3], values[Classes + (2 * Bins) + 4]) = (30, 30);

        var box = Assert.Single(output.Read(values, 0.5f));

        Assert.Equal(4 + (3.5 * 8), box.Right, 0.01);
    }

    [Theory]
    [InlineData(64 + 16 + 4, 124, "NanoDet")]
    [InlineData(64 + 16 + 4 + 1, 112, "NanoDet-Plus")]
    [InlineData(64 + 16 + 4, 85, null)]
    [InlineData(70, 124, null)]
    public void NanoDet_is_known_by_the_shape_of_its_output(int places, int values, string? name) =>
        Assert.Equal(name, NanoDetOutput.TryCreate(64, 64, Classes, places, values)?.Name);

    [Fact]
    public void A_column_of_YOLO_is_a_box_around_its_middle()
    {
        var output = YoloOutput.TryCreate(Classes, 84, 100)!;
        var values = new float[84 * 100];
        foreach (var (row, value) in ((float[])[50, 40, 20, 10]).Index())
        {
            values[(row * 100) + 7] = value;
        }

        values[((4 + 15) * 100) + 7] = 0.8f;

        Assert.Equal(new ScoredBox(15, 0.8f, 40, 35, 60, 45), Assert.Single(output.Read(values, 0.5f)));
    }

    [Fact]
    public void A_score_of_YOLO_5_is_multiplied_by_that_of_its_box()
    {
        var output = YoloOutput.TryCreate(Classes, 100, 85)!;
        var values = new float[85 * 100];
        float[] row = [50, 40, 20, 10, 0.5f, 0.9f];
        row.CopyTo(values, 85 * 3);

        Assert.Empty(output.Read(values, 0.5f));
        Assert.Equal(0.45f, Assert.Single(output.Read(values, 0.4f)).Score, 0.001f);
    }

    [Fact]
    public void Of_boxes_of_one_class_at_one_place_the_surest_is_left()
    {
        ScoredBox[] boxes = [new(0, 0.6f, 0, 0, 10, 10), new(0, 0.9f, 1, 0, 11, 10), new(1, 0.5f, 0, 0, 10, 10), new(0, 0.4f, 30, 0, 40, 10)];

        Assert.Equal([0.9f, 0.5f, 0.4f], BestBoxes.Of(boxes).Select(box => box.Score));
    }

    [Fact]
    public void A_thousand_boxes_are_told_as_a_hundred() =>
        Assert.Equal(100, BestBoxes.Of(Enumerable.Range(0, 5000).Select(number => new ScoredBox(0, 0.5f, number * 20, 0, (number * 20) + 10, 10))).Count);
}
