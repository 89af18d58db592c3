using System.Text.RegularExpressions;

namespace FalconEye.Orchestration.Tests;

public sealed partial class WorkloadSlugTests
{
    private static readonly Guid Id = Guid.Parse("7f9c2ba4-e88f-41d2-a4b5-1c3d6e8f9a0b");

    [Theory]
    [InlineData("Front Door", "front-door")]
    [InlineData("  --Front__Door!!  ", "front-door")]
    [InlineData("Über 9000", "ber-9000")]
    [InlineData("Камера", "7f9c2ba4")]
    [InlineData("📷", "7f9c2ba4")]
    [InlineData("../../etc/x", "etc-x")]
    public void A_name_becomes_a_label(string name, string slug) => Assert.Equal(slug, WorkloadSlug.For(name, Id, _ => false));

    [Fact]
    public void A_taken_slug_gets_the_id_as_suffix() => Assert.Equal("door-7f9c2ba4", WorkloadSlug.For("Door", Id, slug => slug == "door"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_longest_name_still_makes_a_label_with_every_prefix(bool isTaken)
    {
        var slug = WorkloadSlug.For(new string('x', 255), Id, _ => isTaken);

        Assert.Matches(Dns1123Label(), "svc-rec-" + slug);
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex Dns1123Label();
}
