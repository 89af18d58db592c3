using CsCheck;
using FalconEye.Media.Ingest;

namespace FalconEye.Media.Tests.Ingest;

public sealed class DecodeTimeTests
{
    [Fact]
    public void Without_B_frames_a_frame_is_decoded_when_it_is_shown()
    {
        DecodeTimes times = new(0, 90_000, 3600);

        foreach (var shown in (long[])[1000, 4600, 8200, 8300, 100_000])
        {
            Assert.Equal(new DecodeTime(shown, 0), times.Next(shown));
        }
    }

    [Fact]
    public void With_B_frames_the_depth_says_how_much_earlier_than_shown_a_frame_is_decoded()
    {
        DecodeTimes times = new(2, 90_000, 100);

        var decoded = ((long[])[0, 400, 200, 100, 300, 800, 600]).Select(shown => times.Next(shown).Value);

        Assert.Equal([-200, -100, 0, 100, 200, 300, 400], decoded);
    }

    [Fact]
    public void B_frames_that_the_parameter_sets_do_not_announce_cost_one_group()
    {
        DecodeTimes times = new(0, 90_000, 3600);
        foreach (var shown in (long[])[0, 400, 200, 100, 300])
        {
            times.Next(shown);
        }

        Assert.Equal(2, times.ReorderDepth);
        foreach (var (shown, decoded) in ((long, long)[])[(800, 404), (600, 405), (500, 500), (700, 600), (1200, 700), (1000, 800), (900, 900), (1100, 1000)])
        {
            Assert.Equal(new DecodeTime(decoded, (int)(shown - decoded)), times.Next(shown));
        }
    }

    [Fact]
    public void Constant_jumping_or_wrapping_times_still_give_increasing_decode_times()
    {
        Gen.Select(Gen.Int[0, 20], Gen.OneOf(Gen.Long[0, 1000], Gen.Long).Array[0, 60]).Sample((depth, shown) =>
        {
            DecodeTimes times = new(depth, 90_000, 3600);
            long? last = null;
            foreach (var time in shown)
            {
                var next = times.Next(time);
                Assert.True(next.CompositionOffset >= 0 && (last is null || last >= long.MaxValue - 100 || next.Value > last));
                last = next.Value;
            }

            Assert.InRange(times.ReorderDepth, 0, 16);
        });
    }
}
