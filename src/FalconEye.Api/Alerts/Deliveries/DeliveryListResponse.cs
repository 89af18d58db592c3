namespace FalconEye.Api.Alerts.Deliveries;

/// <summary>Deliveries, newest first.</summary>
/// <param name="Deliveries">This page.</param>
/// <param name="Next">The value of <c>before</c> for the next page; null on the last one.</param>
public sealed record DeliveryListResponse(IReadOnlyList<DeliveryResponse> Deliveries, long? Next);
