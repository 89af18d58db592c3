using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FalconEye.Data.Auth;

/// <summary>Encrypts a column that is never null.</summary>
/// <param name="protector">What encrypts.</param>
/// <param name="unreadable">What is read where no key opens the stored text.</param>
internal sealed class SecretTextConverter(ISecretProtector protector, string unreadable) : ValueConverter<string, string>(
    clear => protector.Protect(clear),
    stored => protector.Unprotect(stored) ?? unreadable);
