using FalconEye.Api.Auth.Login;
using FalconEye.Api.Auth.Passwords;
using FalconEye.Api.Auth.SecondFactors;
using FalconEye.Api.Auth.Sessions;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Users;

/// <summary>The users who may log in.</summary>
internal static class UserEndpoints
{
    internal static RouteGroupBuilder MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users").RequireAuthorization(Policies.UserAdministrator);
        users.MapGet("/", ListUsers);
        users.MapPost("/", CreateUser);
        users.MapPatch("/{id:guid}", UpdateUser);
        users.MapDelete("/{id:guid}", DeleteUser);
        return users;
    }

    private static async Task<Ok<UserListResponse>> ListUsers(FalconEyeContext database, CancellationToken cancellationToken)
    {
        var users = await database.Users.AsNoTracking().OrderBy(user => user.UserName).ToListAsync(cancellationToken);
        return TypedResults.Ok(new UserListResponse([.. users.Select(AccountResponse.From)]));
    }

    private static async Task<Results<Created<AccountResponse>, ProblemHttpResult>> CreateUser(
        CreateUserRequest request, UserManager<User> users, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request is { Role: UserRole.Administrator, AllowedCameras: not null })
        {
            return AdministratorOfSome();
        }

        var user = new User
        {
            Id = Guid.NewGuid(),
            UserName = request.UserName,
            Role = request.Role!.Value,
            CameraIds = request.AllowedCameras,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        var created = await users.CreateAsync(user, request.Password!);
        return created.Succeeded ? TypedResults.Created($"/api/users/{user.Id}", AccountResponse.From(user)) : created.ToProblem();
    }

    private static async Task<Results<Ok<AccountResponse>, ProblemHttpResult>> UpdateUser(
        Guid id,
        UpdateUserRequest request,
        Caller caller,
        FalconEyeContext database,
        UserManager<User> users,
        Revocation revocation,
        ActiveRequests live,
        CancellationToken cancellationToken)
    {
        // Here no one is asked for the old ones: a stolen session would become the account.
        if (id == caller.UserId && (request.Password is not null || request.RemoveTwoFactor))
        {
            return Problem.Forbidden("Change your own password and second factor under \"Your account\", where you are asked for those of now.");
        }

        await using var transaction = await database.BeginExclusiveAsync(cancellationToken);
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return NotFound(id);
        }

        if (request.Role is { } role && role != UserRole.Administrator && await IsLastAdministratorAsync(user, database, cancellationToken))
        {
            return LastAdministrator();
        }

        if (await ChangeAsync(user, request, users) is { } refused)
        {
            return refused;
        }

        await revocation.EndTokensAboveAsync(user, cancellationToken);
        if (request.Password is not null)
        {
            await revocation.EndAsync(user, resumedSessionId: null, request.KeepTokens, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        live.End(new(UserId: id));
        return TypedResults.Ok(AccountResponse.From(user));
    }

    private static async Task<ProblemHttpResult?> ChangeAsync(User user, UpdateUserRequest request, UserManager<User> users)
    {
        if (request.Password is { } password && SetPassword(user, password, users) is { } refused)
        {
            return refused;
        }

        user.Role = request.Role ?? user.Role;
        user.CameraIds = request.AllCameras switch
        {
            true => null,
            false => request.CameraIds ?? user.CameraIds ?? [],
            null => request.CameraIds ?? user.CameraIds,
        };
        if (user.Role == UserRole.Administrator && user.CameraIds is not null)
        {
            return AdministratorOfSome();
        }

        var changed = request.RemoveTwoFactor ? await users.RemoveTwoFactorAsync(user) : IdentityResult.Success;
        changed = changed.Succeeded ? await users.UpdateAsync(user) : changed;
        return changed.Succeeded ? null : changed.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteUser(
        Guid id, FalconEyeContext database, UserManager<User> users, ActiveRequests live, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginExclusiveAsync(cancellationToken);
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return NotFound(id);
        }

        if (await IsLastAdministratorAsync(user, database, cancellationToken))
        {
            return LastAdministrator();
        }

        var deleted = await users.DeleteAsync(user);
        if (!deleted.Succeeded)
        {
            return deleted.ToProblem();
        }

        await transaction.CommitAsync(cancellationToken);
        live.End(new(UserId: id));
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult? SetPassword(User user, string password, UserManager<User> users)
    {
        if (PasswordRules.ProblemOf(password, user.UserName) is { } problem)
        {
            return Problem.Invalid("password", problem);
        }

        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        return null;
    }

    private static async Task<bool> IsLastAdministratorAsync(User user, FalconEyeContext database, CancellationToken cancellationToken) =>
        user.Role == UserRole.Administrator
        && !await database.Users.AnyAsync(other => other.Id != user.Id && other.Role == UserRole.Administrator, cancellationToken);

    private static ProblemHttpResult NotFound(Guid id) => Problem.NotFound($"There is no user {id}.");

    private static ProblemHttpResult AdministratorOfSome() =>
        Problem.Invalid("camera_ids", "An administrator uses all cameras. Set all_cameras, or choose another role.");

    private static ProblemHttpResult LastAdministrator() => Problem.Conflict("This is the last administrator: make another one first.");
}
