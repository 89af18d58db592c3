using System.Globalization;
using FalconEye.Api.Problems;

namespace FalconEye.Api.Exports.Reencoding;

/// <summary>How fast a time-lapse may be, and how long.</summary>
internal static class TimeLapse
{
    internal const int PicturesPerSecond = 25;

    private const string Field = "time_lapse";
    private const double SlowestSpeed = 10;
    private const double FastestSpeed = 100_000;

    /// <summary>The longest time of which one is made: a month, also one in which the clocks are set back.</summary>
    internal static readonly TimeSpan MaxPeriod = TimeSpan.FromHours((31 * 24) + 1);

    /// <summary>The longest that plays.</summary>
    private static readonly TimeSpan MaxLength = TimeSpan.FromMinutes(30);

    /// <summary>The speed that is asked for.</summary>
    /// <param name="request">A speed, or a length.</param>
    /// <param name="recorded">How much was recorded.</param>
    /// <returns>The speed; or why there is none.</returns>
    internal static (double Speed, Refusal? Refusal) SpeedOf(TimeLapseRequest request, TimeSpan recorded)
    {
        if (request.Speed is null == request.Seconds is null)
        {
            return (0, Wrong("Name either its \"speed\" or how many \"seconds\" it is to last."));
        }

        if (request.Seconds is { } seconds && !(seconds >= 1 && seconds <= MaxLength.TotalSeconds))
        {
            return (0, Wrong($"\"seconds\" is from 1 to {MaxLength.TotalSeconds:0}."));
        }

        if (request.Speed is { } wanted && !(wanted >= SlowestSpeed && wanted <= FastestSpeed))
        {
            return (0, Wrong($"\"speed\" is from {SlowestSpeed:0} to {FastestSpeed:0}."));
        }

        var speed = request.Speed ?? recorded.TotalSeconds / request.Seconds!.Value;
        return speed < SlowestSpeed
            ? (0, Wrong(string.Create(
                CultureInfo.InvariantCulture,
                $"{recorded.TotalMinutes:0.#} minutes were recorded: at the slowest speed of {SlowestSpeed:0} they last {recorded.TotalSeconds / SlowestSpeed:0.#} seconds. Ask for fewer.")))
            : speed > FastestSpeed ? (0, Wrong($"That is more than {FastestSpeed:0} times as fast: let it last longer, or take a shorter time."))
            : recorded / speed > MaxLength ? (0, Wrong(string.Create(
                CultureInfo.InvariantCulture,
                $"At this speed it lasts {(recorded / speed).TotalMinutes:0} minutes, at most {MaxLength.TotalMinutes:0} are made: choose a speed of at least {Math.Ceiling(recorded / MaxLength):0}.")))
            : (speed, null);
    }

    private static Refusal Wrong(string text) => Refusal.Invalid(Field, text);
}
