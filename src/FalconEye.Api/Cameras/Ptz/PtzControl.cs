using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Onvif;
using FalconEye.Onvif.Ptz;

namespace FalconEye.Api.Cameras.Ptz;

/// <summary>Turns and zooms cameras over ONVIF.</summary>
internal sealed class PtzControl(FalconEyeContext database, PtzDevices devices, TimeProvider time)
{
    /// <summary>A movement whose stop is lost ends after this time; a client that holds a key down repeats the request.</summary>
    private static readonly TimeSpan MaxMoveDuration = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Carries out a command.</summary>
    /// <returns>The refusal; <see langword="null"/> when the camera has taken it.</returns>
    internal async Task<Refusal?> RunAsync(Guid id, PtzRequest request, CancellationToken cancellationToken)
    {
        if (FindProblem(request) is { } problem)
        {
            return problem;
        }

        var result = await CallAsync<object>(
            id,
            async (ptz, profile, cancel) =>
            {
                await (request.Action switch
                {
                    PtzAction.Move => ptz.MoveAsync(profile, request.Pan ?? 0, request.Tilt ?? 0, request.Zoom ?? 0, MaxMoveDuration, cancel),
                    PtzAction.Home => ptz.GoHomeAsync(profile, cancel),
                    PtzAction.Preset => ptz.GoToPresetAsync(profile, request.Preset!, cancel),
                    _ => ptz.StopAsync(profile, cancel),
                });
                return new object();
            },
            cancellationToken);
        return result.Refusal;
    }

    /// <summary>The positions that a camera remembers.</summary>
    internal Task<Result<PtzPresetsResponse>> GetPresetsAsync(Guid id, CancellationToken cancellationToken) => CallAsync(
        id,
        async (ptz, profile, cancel) => new PtzPresetsResponse(
            [.. (await ptz.GetPresetsAsync(profile, cancel)).Select(preset => new PtzPresetResponse(preset.Token, preset.Name))]),
        cancellationToken);

    private static Refusal? FindProblem(PtzRequest request) => request switch
    {
        { Action: not (PtzAction.Move or PtzAction.Stop or PtzAction.Home or PtzAction.Preset) } => Refusal.Invalid("action", "Say what to do: move, stop, home or preset."),
        { Action: PtzAction.Preset, Preset: null or { Length: 0 or > 100 } } => Refusal.Invalid("preset", "Name one of the camera's presets by its token."),
        { Action: PtzAction.Move, Pan: null or 0, Tilt: null or 0, Zoom: null or 0 } => Refusal.Invalid("pan", "A move needs pan, tilt or zoom, each from -1 to 1."),
        { Pan: not (null or (>= -1 and <= 1)) } => Refusal.Invalid("pan", "pan is a number from -1 (left) to 1 (right)."),
        { Tilt: not (null or (>= -1 and <= 1)) } => Refusal.Invalid("tilt", "tilt is a number from -1 (down) to 1 (up)."),
        { Zoom: not (null or (>= -1 and <= 1)) } => Refusal.Invalid("zoom", "zoom is a number from -1 (wide) to 1 (near)."),
        _ => null,
    };

    private async Task<Result<T>> CallAsync<T>(Guid id, Func<PtzService, string, CancellationToken, Task<T>> command, CancellationToken cancellationToken)
        where T : class
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(id);
        }

        if (!SourceAddress.TryParse(camera.SourceUrl, out var address, out _) || !address.IsOnvif)
        {
            return Refusal.Conflict($"{camera.Name} is not an ONVIF camera, so that it cannot be turned from here.");
        }

        using var limit = new CancellationTokenSource(AnswerTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await devices.Of(id, address).RunAsync((ptz, profile) => command(ptz, profile, both.Token), both.Token);
        }
        catch (OnvifException e)
        {
            devices.Forget(id);
            return e.Reason == FailureReasons.NotFound ? Refusal.Conflict(e.Message) : Refusal.CameraFailed(e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or ForbiddenAddressException
            or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            devices.Forget(id);
            return Refusal.CameraFailed($"{camera.Name} does not answer over ONVIF.");
        }
    }
}
