using System.Runtime.InteropServices;
using FalconEye.Detector.Outputs;
using FalconEye.TestKit;

namespace FalconEye.Detector.Tests;

/// <summary>The converted model sees what the original one sees, which TensorFlow.js runs, in pictures of people.</summary>
public sealed class AgreeingWithTensorFlow
{
    private static readonly string Tools = Path.Combine(RepositoryFolder.Root, "tools", "detector-model");
    private static readonly string Models = Path.Combine(RepositoryFolder.Root, "artifacts", "detector-model");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Boxes_and_scores_are_the_same()
    {
        await Tool.OutputOfAsync("npm", ["--prefix", Tools, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], Ending);
        using var folder = new TemporaryFolder();
        await Tool.OutputOfAsync(
            "ffmpeg", ["-v", "error", "-i", Path.Combine(RepositoryFolder.Root, "tools", "simulated-cameras", "people.mp4"), "-vf", "fps=1/4", "-q:v", "2", folder["%d.jpg"]], Ending);
        using var model = DetectionModel.Load(Path.Combine(Models, "nanodet-g-416.onnx"), 2);
        var pictures = Directory.GetFiles(folder.Path, "*.jpg");
        Assert.True(pictures.Length >= 3);
        foreach (var file in pictures)
        {
            var picture = Picture.Decode(await File.ReadAllBytesAsync(file, Ending));
            var found = model.Look(picture);
            Assert.Contains(found, item => item is { Name: "person", Score: > 0.5 });

            await File.WriteAllBytesAsync(folder["input"], MemoryMarshal.AsBytes(model.Input.Values.AsSpan()).ToArray(), Ending);
            await Tool.OutputOfAsync("node", [Path.Combine(Tools, "tensorflow.mjs"), Path.Combine(Models, "nanodet.json"), folder["input"], folder["output"]], Ending);
            var expected = MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(folder["output"], Ending)).ToArray();
            Assert.Equal(model.Output.Length, expected.Length);
            Assert.InRange(expected.Zip(model.Output).Max(pair => Math.Abs(pair.First - pair.Second)), 0, 0.01);

            var reader = NanoDetOutput.TryCreate(416, 416, 80, 2704 + 676 + 169, 124)!;
            var (theirs, ours) = (Sure(reader, expected), Sure(reader, model.Output));
            Assert.Equal(theirs.Count, ours.Count);
            Assert.All(theirs.Zip(ours), pair => Assert.True(pair.First.Class == pair.Second.Class && pair.First.Overlap(pair.Second) > 0.99, $"{pair.First} is {pair.Second}."));
        }
    }

    [Fact]
    public async Task The_conversion_is_the_same_each_time()
    {
        using var folder = new TemporaryFolder();
        await Tool.OutputOfAsync("node", [Path.Combine(Tools, "convert.mjs"), Path.Combine(Models, "nanodet.json"), "416", folder["again.onnx"]], Ending);
        var (again, before) = (await File.ReadAllBytesAsync(folder["again.onnx"], Ending), await File.ReadAllBytesAsync(Path.Combine(Models, "nanodet-g-416.onnx"), Ending));
        Assert.True(again.AsSpan().SequenceEqual(before));
    }

    private static IReadOnlyList<ScoredBox> Sure(NanoDetOutput reader, float[] values) => BestBoxes.Of(reader.Read(values, 0.3f));
}
