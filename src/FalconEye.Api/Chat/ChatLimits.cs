using FalconEye.Api.Auth.Http;
using FalconEye.Api.Problems;

namespace FalconEye.Api.Chat;

/// <summary>What keeps the assistant from filling the disk and from running up a bill.</summary>
internal static class ChatLimits
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The most conversations that are kept of one user.</summary>
    internal const int MaxConversations = 200;

    /// <summary>The most questions and answers of one conversation.</summary>
    internal const int MaxTurns = 400;

    /// <summary>Counts each call as a question.</summary>
    internal static TBuilder WithDailyQuota<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var services = context.RequestServices;
            return services.GetRequiredService<QuestionQuota>().Take(ClientAddress.CallerOrSiteOf(context)) is { } wait
                ? Problem.TooManyRequests(
                    context,
                    $"That is more than {services.GetRequiredService<AssistantOptions>().DailyQuestions} questions to the assistant in a day (ASSISTANT_DAILY_QUESTIONS).",
                    wait)
                : await next(invocation);
        });

    /// <summary>
    /// Refuses what grows the database while its disk is nearly full, so that logins and the recordings' reports still find room.
    /// </summary>
    internal static TBuilder WithDiskReserve<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.AddEndpointFilter(async (invocation, next) =>
        {
            var options = invocation.HttpContext.RequestServices.GetRequiredService<ServerOptions>();
            return options.PostgresConnection is null
                && new DriveInfo(options.DataDirectory).AvailableFreeSpace < options.DataReserveMb * Megabyte
                ? Problem.InsufficientStorage($"The server's disk is nearly full: less than {options.DataReserveMb} MB are free (DATA_RESERVE_MB). Delete recordings, then try again.")
                : await next(invocation);
        });
}
