using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Chat;

/// <summary>A list whose items are all there.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NoNullsAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not IEnumerable items || items.Cast<object?>().All(item => item is not null);
}
