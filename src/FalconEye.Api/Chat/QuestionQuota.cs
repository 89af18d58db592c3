namespace FalconEye.Api.Chat;

/// <summary>How many questions each user may put to the assistant in a day (UTC): every one is paid for.</summary>
internal sealed class QuestionQuota(AssistantOptions options, TimeProvider time)
{
    /// <summary>Callers beyond this number share one count.</summary>
    private const int MaxCallers = 10_000;

    private const string Others = "";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _asked = [];
    private DateTime _day;

    /// <summary>Counts a question.</summary>
    /// <param name="caller">The user with all their tokens and, without logins, the address.</param>
    /// <returns>How long to wait; <see langword="null"/> when the question may be asked.</returns>
    internal TimeSpan? Take(string caller)
    {
        var now = time.GetUtcNow().UtcDateTime;
        lock (_lock)
        {
            if (now.Date != _day)
            {
                _day = now.Date;
                _asked.Clear();
            }

            var key = _asked.ContainsKey(caller) || _asked.Count < MaxCallers ? caller : Others;
            var count = _asked.GetValueOrDefault(key);
            if (options.DailyQuestions > 0 && count >= options.DailyQuestions)
            {
                return _day.AddDays(1) - now;
            }

            _asked[key] = count + 1;
            return null;
        }
    }
}
