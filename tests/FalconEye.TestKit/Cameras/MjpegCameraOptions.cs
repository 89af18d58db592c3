namespace FalconEye.TestKit.Cameras;

/// <summary>An HTTP camera that sends JPEGs as <c>multipart/x-mixed-replace</c>.</summary>
public sealed record MjpegCameraOptions : CameraOptions
{
    /// <summary>What viewers get from the start; <see cref="SimulatedCamera.BehaveAsync"/> changes it.</summary>
    public MjpegBehaviour Behaviour { get; init; } = MjpegBehaviour.Normal;

    /// <summary>FFmpeg's scale of JPEG quality, 2 (best) to 31.</summary>
    public int Quality { get; init; } = 5;

    internal override string Program => "mjpeg_camera.py";

    internal override IEnumerable<string> Arguments() => [.. base.Arguments(), "--behaviour", NameOf(Behaviour), "--quality", Text(Quality)];

    internal static string NameOf(MjpegBehaviour behaviour) => behaviour switch
    {
        MjpegBehaviour.Normal => "normal",
        MjpegBehaviour.NoLength => "no-length",
        MjpegBehaviour.WrongLength => "wrong-length",
        MjpegBehaviour.Garbage => "garbage",
        MjpegBehaviour.Endless => "endless",
        _ => throw new InvalidOperationException($"No such behaviour: {behaviour}"),
    };
}
