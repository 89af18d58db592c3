using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FalconEye.Contracts.Detection;
using FalconEye.Detector;

// EX_USAGE and EX_CONFIG of sysexits.h.
const int UsageExitCode = 64;
const int ConfigurationExitCode = 78;
const int MaxJpegBytes = 16 * 1024 * 1024;

if (args is not ["--model", var path, "--threads", var text] || !int.TryParse(text, CultureInfo.InvariantCulture, out var threads) || threads is < 1 or > 64)
{
    await Console.Error.WriteLineAsync("""
        Usage: FalconEye.Detector --model FILE.onnx --threads NUMBER
        Recognises objects. Reads JPEG pictures from standard input, each after its length (4 bytes, the lowest first), and answers each by a line of JSON.
        """);
    return UsageExitCode;
}

Quiet.Begin();
try
{
    using var model = DetectionModel.Load(path, threads);
    await using var output = Console.OpenStandardOutput();
    await using var input = Console.OpenStandardInput();
    Answer(output, new DetectorAnswer { Model = model.Description });
    var length = new byte[sizeof(int)];
    while (await input.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false) == length.Length)
    {
        var size = BitConverter.ToInt32(length);
        if (size is <= 0 or > MaxJpegBytes)
        {
            await Console.Error.WriteLineAsync($"A picture of {size} bytes cannot be read.");
            return UsageExitCode;
        }

        var jpeg = new byte[size];
        await input.ReadExactlyAsync(jpeg);
        Answer(output, Look(model, jpeg));
    }

    return 0;
}
catch (ModelException e)
{
    await Console.Error.WriteLineAsync($"{path}: {e.Message}");
    return ConfigurationExitCode;
}

static DetectorAnswer Look(DetectionModel model, byte[] jpeg)
{
    var began = Stopwatch.GetTimestamp();
    try
    {
        var found = model.Look(Picture.Decode(jpeg));
        return new DetectorAnswer { Objects = found, Milliseconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 1) };
    }
    catch (InvalidDataException e)
    {
        return new DetectorAnswer { Error = e.Message };
    }
}

static void Answer(Stream output, DetectorAnswer answer)
{
    output.Write([.. JsonSerializer.SerializeToUtf8Bytes(answer, DetectorJson.Default.DetectorAnswer), (byte)'\n']);
    output.Flush();
}
