using System.Runtime.InteropServices;
using FalconEye.Bench;
using FalconEye.Bench.Benchmarks;

Dictionary<string, Func<CancellationToken, Task>> benchmarks = new()
{
    ["fan-out"] = FanOut.RunAsync,
    ["live-video"] = LiveVideo.RunAsync,
    ["idle"] = Idle.RunAsync,
    ["first-frame"] = FirstFrame.RunAsync,
    ["picture-age"] = FrameAge.RunAsync,
    ["recorder"] = RecorderOverhead.RunAsync,
    ["recorder-48"] = ManyRecorders.RunAsync,
    ["cameras-1000"] = ThousandCameras.RunAsync,
    ["motion"] = MotionDetection.RunAsync,
    ["assistant"] = AssistantAnswers.RunAsync,
};
var asked = args is [] or ["all"] ? [.. benchmarks.Keys] : args;
if (asked.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark {unknown}; there are: {string.Join(", ", benchmarks.Keys)}, all.");
    return 2;
}

using CancellationTokenSource interrupted = new();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var onTermination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
Machine.Describe();
foreach (var name in asked)
{
    await benchmarks[name](interrupted.Token);
}

return 0;

// What was started is ended on the way out.
void Cancel(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}
