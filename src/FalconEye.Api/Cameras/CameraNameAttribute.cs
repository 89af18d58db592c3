using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Cameras;

/// <summary>A camera's name: 1 to 255 characters, not all blank, no control characters (they would break log lines and tables).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CameraNameAttribute() : ValidationAttribute("A name has 1 to 255 characters, is not blank and has no control characters.")
{
    public override bool IsValid(object? value) =>
        value is not string name || (name.Length <= 255 && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl));
}
