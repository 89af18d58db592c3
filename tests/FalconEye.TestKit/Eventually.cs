using System.Diagnostics;

namespace FalconEye.TestKit;

/// <summary>Waits for what a running program will do in its own time, so that no test guesses how long that takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How long to wait where a test does not say. It ends a test that hangs, and measures nothing: a busy machine may need most of it.
    /// </summary>
    public static TimeSpan DefaultDeadline { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="expectation">What is waited for, for the failure's message, such as "the relay has no viewer".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="deadline">Longest wait; <see cref="DefaultDeadline"/> if null.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public static Task HoldsAsync(
        Func<bool> condition, string expectation, CancellationToken cancellationToken, TimeSpan? deadline = null) =>
        HoldsAsync(() => Task.FromResult(condition()), expectation, cancellationToken, deadline);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, CancellationToken, TimeSpan?)"/>
    public static Task HoldsAsync(
        Func<Task<bool>> condition, string expectation, CancellationToken cancellationToken, TimeSpan? deadline = null) =>
        ReturnsAsync(condition, holds => holds, expectation, cancellationToken, deadline);

    /// <summary>Asks until the answer is as expected, and returns that answer.</summary>
    /// <param name="ask">Asked again and again.</param>
    /// <param name="isExpected">Whether an answer ends the wait.</param>
    /// <param name="expectation">What is waited for, for the failure's message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="deadline">Longest wait; <see cref="DefaultDeadline"/> if null.</param>
    /// <exception cref="TimeoutException">No answer was as expected in time; the message has the last one.</exception>
    public static async Task<T> ReturnsAsync<T>(
        Func<Task<T>> ask, Func<T, bool> isExpected, string expectation, CancellationToken cancellationToken, TimeSpan? deadline = null)
    {
        TimeSpan limit = deadline ?? DefaultDeadline;
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            T answer = await ask();
            if (isExpected(answer))
                return answer;
            if (Stopwatch.GetElapsedTime(start) > limit)
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {expectation}. Last answer: {answer}");
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
