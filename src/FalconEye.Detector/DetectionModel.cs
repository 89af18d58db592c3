using System.Globalization;
using System.Text.RegularExpressions;
using FalconEye.Contracts.Detection;
using FalconEye.Detector.Outputs;
using Microsoft.ML.OnnxRuntime;

namespace FalconEye.Detector;

/// <summary>A model of ONNX that recognises objects: one picture at a time, on so many threads. Not for several threads at once.</summary>
internal sealed partial class DetectionModel : IDisposable
{
    /// <summary>Less sure boxes are noise; what is worth an event is for the server to say.</summary>
    private const float MinScore = 0.2f;

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly IReadOnlyList<string> _classes;
    private readonly ModelInput _input;
    private readonly IModelOutput _output;
    private readonly string _inputName;
    private readonly string _outputName;
    private readonly float[] _values;
    private readonly long[] _outputShape;

    private DetectionModel(InferenceSession session)
    {
        _session = session;
        var (inputName, input) = session.InputMetadata.Single();
        var (outputName, output) = session.OutputMetadata.First();
        if (input is not { ElementDataType: Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, Dimensions: [1, 3, > 0 and <= 2048, > 0 and <= 2048] }
            || output is not { ElementDataType: Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, Dimensions: [1, > 0, > 0] })
        {
            throw new ModelException(
                $"Its input is [{Text(input)}] and its output [{Text(output)}]. Export it with 32-bit floats, one picture at a time and a fixed size: [1, 3, height, width].");
        }

        var (height, width, rows, columns) = (input.Dimensions[2], input.Dimensions[3], output.Dimensions[1], output.Dimensions[2]);
        _classes = NamesIn(session.ModelMetadata.CustomMetadataMap.GetValueOrDefault("names")) ?? CocoClasses.Names;
        _output = (IModelOutput?)NanoDetOutput.TryCreate(width, height, _classes.Count, rows, columns) ?? YoloOutput.TryCreate(_classes.Count, rows, columns)
            ?? throw new ModelException($"Its output [{Text(output)}] is neither that of NanoDet nor of YOLO (versions 5 and 8 to 12) for {_classes.Count} classes.");
        _input = new ModelInput(width, height, _output.Colors);
        (_inputName, _outputName, _outputShape) = (inputName, outputName, [1, rows, columns]);
        _values = new float[rows * columns];
    }

    /// <summary>The picture that was looked at last, as the model gets it.</summary>
    internal ModelInput Input => _input;

    /// <summary>What the model answered last.</summary>
    internal float[] Output => _values;

    /// <summary>What it is, for people.</summary>
    internal string Description => $"{_output.Name}, {_input.Width}x{_input.Height}, {_classes.Count} classes";

    /// <summary>Loads a model.</summary>
    /// <exception cref="ModelException">It cannot be read, or is of an unknown kind.</exception>
    internal static DetectionModel Load(string path, int threads)
    {
        // Threads that wait for work by spinning would cost a core each for as long as something moves.
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new DetectionModel(new InferenceSession(path, options));
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"It cannot be loaded: {e.Message}");
        }
    }

    /// <summary>Recognises what is in a picture, the surest first.</summary>
    internal IReadOnlyList<FoundObject> Look(Picture picture)
    {
        var scale = _input.Fill(picture);
        using var input = OrtValue.CreateTensorValueFromMemory(_input.Values, [1, 3, _input.Height, _input.Width]);
        using var output = OrtValue.CreateTensorValueFromMemory(_values, _outputShape);
        _session.Run(_run, [_inputName], [input], [_outputName], [output]);
        return [.. BestBoxes.Of(_output.Read(_values, MinScore)).Select(box => ToObject(box, picture, scale)).Where(found => found is { Width: > 0, Height: > 0 })];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private FoundObject ToObject(ScoredBox box, Picture picture, double scale)
    {
        var (across, down) = (picture.Width * scale, picture.Height * scale);
        var (left, top) = (Part(box.Left / across), Part(box.Top / down));
        return new FoundObject(
            _classes[box.Class], Math.Round(Math.Clamp(box.Score, 0, 1), 3), left, top, Part(Part(box.Right / across) - left), Part(Part(box.Bottom / down) - top));
    }

    private static double Part(double value) => Math.Round(Math.Clamp(value, 0, 1), 4);

    /// <summary>Ultralytics writes a dictionary of Python: <c>{0: 'person', 1: 'bicycle'}</c>.</summary>
    private static List<string>? NamesIn(string? text)
    {
        var found = NamePattern().Matches(text ?? "").ToDictionary(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match => match.Groups[2].Value);
        return found.Count > 0 && Enumerable.Range(0, found.Count).All(found.ContainsKey) ? [.. Enumerable.Range(0, found.Count).Select(number => found[number])] : null;
    }

    private static string Text(NodeMetadata data) => string.Join(", ", data.Dimensions);

    [GeneratedRegex("""\b(\d{1,4})\s*:\s*['"]([^'"]{1,100})['"]""")]
    private static partial Regex NamePattern();
}
