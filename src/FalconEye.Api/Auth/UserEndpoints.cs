using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth;

/// <summary>The people who may log in.</summary>
internal static class UserEndpoints
{
    internal static RouteGroupBuilder MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users").RequireAuthorization(Policies.Administrator);
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
        var user = new User
        {
            Id = Guid.NewGuid(),
            UserName = request.UserName,
            Role = request.Role!.Value,
            CameraIds = request.AllCameras ? null : request.CameraIds ?? [],
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        var created = await users.CreateAsync(user, request.Password!);
        return created.Succeeded ? TypedResults.Created($"/api/users/{user.Id}", AccountResponse.From(user)) : created.ToProblem();
    }

    private static async Task<Results<Ok<AccountResponse>, ProblemHttpResult>> UpdateUser(
        Guid id, UpdateUserRequest request, FalconEyeContext database, UserManager<User> users, LiveRequests live, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return NotFound(id);
        }

        if (request.Role is { } role && role != UserRole.Administrator && await IsLastAdministratorAsync(user, database, cancellationToken))
        {
            return LastAdministrator();
        }

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
        if (request.RemoveTwoFactor)
        {
            await users.RemoveTwoFactorAsync(user);
        }

        await users.UpdateAsync(user);
        if (request.Password is not null)
        {
            await database.Sessions.Where(session => session.UserId == id).ExecuteDeleteAsync(cancellationToken);
        }

        live.End(new(UserId: id));
        return TypedResults.Ok(AccountResponse.From(user));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteUser(
        Guid id, FalconEyeContext database, UserManager<User> users, LiveRequests live, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return NotFound(id);
        }

        if (await IsLastAdministratorAsync(user, database, cancellationToken))
        {
            return LastAdministrator();
        }

        await users.DeleteAsync(user);
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

    private static ProblemHttpResult LastAdministrator() => Problem.Conflict("This is the last administrator: make another one first.");
}
