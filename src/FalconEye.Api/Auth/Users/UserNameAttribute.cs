using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Auth.Users;

/// <summary>A name to log in with: 1 to 64 characters in any script, without blanks at its ends and control characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UserNameAttribute() : ValidationAttribute("A user name has 1 to 64 characters, no blank at its ends and no control characters.")
{
    public override bool IsValid(object? value) =>
        value is not string name || (name.Length is >= 1 and <= 64 && name.Trim().Length == name.Length && !name.Any(char.IsControl));
}
