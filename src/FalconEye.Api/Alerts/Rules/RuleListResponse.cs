namespace FalconEye.Api.Alerts.Rules;

/// <summary>All rules.</summary>
/// <param name="Rules">By name.</param>
public sealed record RuleListResponse(IReadOnlyList<RuleResponse> Rules);
