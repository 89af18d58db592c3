namespace FalconEye.Api.Chat.Answering;

/// <summary>How many answers are worked on at once, and that no conversation has two at a time.</summary>
internal sealed class AnswerLimiter(AssistantOptions options)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _sessions = [];
    private int _inUse;

    /// <summary>Takes a place, to be given back by disposing it.</summary>
    /// <param name="sessionId">The conversation, if it is kept.</param>
    /// <param name="problem">Why there is none, as text for users.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    internal IDisposable? Take(Guid? sessionId, out string? problem)
    {
        lock (_lock)
        {
            problem = _inUse >= options.AnswersAtOnce
                ? $"The assistant is busy with {options.AnswersAtOnce} other questions. Ask again in a moment."
                : sessionId is { } session && _sessions.Contains(session)
                    ? "The assistant is still answering in this conversation. Wait for it, or stop it."
                    : null;
            if (problem is not null)
            {
                return null;
            }

            _inUse++;
            if (sessionId is { } taken)
            {
                _sessions.Add(taken);
            }

            return new Slot(this, sessionId);
        }
    }

    private void GiveBack(Guid? sessionId)
    {
        lock (_lock)
        {
            _inUse--;
            if (sessionId is { } session)
            {
                _sessions.Remove(session);
            }
        }
    }

    private sealed class Slot(AnswerLimiter limiter, Guid? sessionId) : IDisposable
    {
        public void Dispose() => limiter.GiveBack(sessionId);
    }
}
