using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Alerts;

/// <summary>The name of a channel or rule: 1 to 100 characters, none of them a control character, since names stand in messages and headers.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AlertNameAttribute() : ValidationAttribute("A name has 1 to 100 characters, none of them a control character.")
{
    public override bool IsValid(object? value) => value is not string name || (name.Length is > 0 and <= 100 && !name.Any(char.IsControl));
}
