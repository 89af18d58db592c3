namespace FalconEye.Api.Cameras.Diagnosis;

/// <summary>One thing that is wrong, or that nothing is.</summary>
/// <param name="Cause">What.</param>
/// <param name="Summary">The same in a sentence.</param>
/// <param name="NextStep">What a user can do now.</param>
internal sealed record DiagnosisFinding(DiagnosisCause Cause, string Summary, string NextStep);
