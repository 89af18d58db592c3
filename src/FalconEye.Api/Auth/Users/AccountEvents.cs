using FalconEye.Data.Auth;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FalconEye.Api.Auth.Users;

/// <summary>The events about users and their logins. They are for administrators.</summary>
internal static class AccountEvents
{
    internal const string LoggedIn = "login";
    internal const string LoggedOut = "logout";
    internal const string Refused = "login_refused";
    internal const string TokenDeleted = "token_deleted";
    internal const string ConfirmationRefused = "confirmation_refused";
    private const string UserAdded = "user_added";
    private const string UserChanged = "user_changed";
    private const string UserDeleted = "user_deleted";
    private const string TokenAdded = "token_added";

    internal static IReadOnlyList<string> Kinds { get; } =
        [LoggedIn, LoggedOut, Refused, ConfirmationRefused, TokenAdded, TokenDeleted, UserAdded, UserChanged, UserDeleted];

    private static readonly (string Property, string Word)[] Described =
    [
        (nameof(User.UserName), "name"), (nameof(User.Role), "role"), (nameof(User.CameraIds), "cameras"),
        (nameof(User.PasswordHash), "password"), (nameof(User.TwoFactorEnabled), "second factor"),
    ];

    /// <summary>What the change of a row means for users; <see langword="null"/> for nothing that is logged.</summary>
    internal static (string Kind, string Message)? Describe(EntityEntry entry) => (entry.Entity, entry.State) switch
    {
        (User user, EntityState.Added) => (UserAdded, $"{user.UserName} was added as {Word(user.Role)}{CamerasOf(user.CameraIds)}."),
        (User user, EntityState.Modified) when ChangesOf(entry) is { Length: > 0 } changes =>
            (UserChanged, $"{user.UserName} was changed: {changes}."),
        (User user, EntityState.Deleted) => (UserDeleted, $"{user.UserName} was deleted."),
        (ApiToken token, EntityState.Added) =>
            (TokenAdded, $"The API token \"{token.Name}\" was made: {Word(token.Role)}{CamerasOf(token.CameraIds)}."),
        _ => null,
    };

    private static string ChangesOf(EntityEntry entry) => string.Join(", ", Described
        .Select(item => (Property: entry.Property(item.Property), item.Word))
        .Where(item => !item.Property.Metadata.GetValueComparer().Equals(item.Property.OriginalValue, item.Property.CurrentValue))
        .Select(item => item.Property.CurrentValue is UserRole role
            ? $"{item.Word} ({Word(item.Property.OriginalValue)} to {Word(role)})"
            : item.Word));

    private static string Word(object? role) => role!.ToString()!.ToLowerInvariant();

    private static string CamerasOf(IReadOnlyList<Guid>? cameras) => cameras switch
    {
        null => "",
        [_] => " of one camera",
        _ => $" of {cameras.Count} cameras",
    };
}
