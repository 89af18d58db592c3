using System.ComponentModel.DataAnnotations;
using Size = FalconEye.Contracts.Cameras.Resolution;

namespace FalconEye.Api.Cameras;

/// <summary>A size that <see cref="Size"/> takes.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CameraResolutionAttribute() : ValidationAttribute($"A resolution is {Size.Allowed}.")
{
    public override bool IsValid(object? value) => value is not string text || Size.TryParse(text) is not null;
}
