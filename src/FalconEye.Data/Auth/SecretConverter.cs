using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FalconEye.Data.Auth;

internal sealed class SecretConverter(ISecretProtector protector) : ValueConverter<string?, string?>(
    clear => clear == null ? null : protector.Protect(clear),
    stored => stored == null ? null : protector.Unprotect(stored));
