using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace FalconEye.Data.Auth;

/// <summary>A model holds the protector of its encrypted columns, so each protector has a model of its own.</summary>
internal sealed class SecretModelCacheKeyFactory : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), ((FalconEyeContext)context).Secrets, designTime);
}
