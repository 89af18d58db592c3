using System.Text.RegularExpressions;

namespace FalconEye.Contracts.Cameras;

/// <summary>
/// The parts of a camera's address as a user types or pastes it. RFC 3986 wants <c>/ ? # @</c> of a password percent-encoded; users paste
/// it as it is, so the end of the login is searched for by what follows it: a host. Where that leaves two readings the address is refused,
/// because the wrong one would show a part of the password.
/// </summary>
/// <param name="Login">User and password as they were written, without the @; <see langword="null"/> for none.</param>
/// <param name="Host">The host as it was written.</param>
/// <param name="Rest">Host, port, path and query as they were written.</param>
internal sealed partial record AddressReading(string? Login, string Host, string Rest)
{
    internal const string Ambiguous =
        "The address can be read in two ways. Write the special characters of the user name and password in percent form: "
        + "%40 for @, %2F for /, %3F for ?, %23 for #, %3A for :. Write %40 for an @ in the path, too.";

    private const string NotUnderstood =
        "The address cannot be understood: after user name and password it needs @ and a host, for example rtsp://user:password@192.168.1.20/stream1. "
        + "Write %23 for a # in the path.";

    private bool HasAddressLikeHost => Host.Contains('.', StringComparison.Ordinal) || Host.StartsWith('[')
        || Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private string User => Login?.Split(':', 2)[0] ?? "";

    /// <summary>Reads what follows <c>scheme://</c>.</summary>
    /// <param name="text">Everything behind the scheme.</param>
    /// <param name="problem">Why there is no reading, without a word of the address.</param>
    internal static AddressReading? Of(string text, out string? problem)
    {
        var withoutLogin = At(text, 0);
        AddressReading[] withLogin =
        [
            .. Enumerable.Range(0, text.Length)
                .Where(index => text[index] == '@')
                .Select(index => At(text, index + 1))
                .OfType<AddressReading>(),
        ];
        var reading = Choose(withoutLogin, withLogin);
        problem = reading is not null ? null
            : withoutLogin is not null || withLogin.Length > 0 ? Ambiguous
            : text.Length == 0 || text[0] is '/' or '?' or '#' ? "The address names no host."
            : NotUnderstood;
        return reading;
    }

    private static AddressReading? Choose(AddressReading? withoutLogin, AddressReading[] withLogin)
    {
        if (withoutLogin is null)
        {
            return Only(withLogin);
        }

        // 192.168.1.20:554/a@b: no one is called 192.168.1.20.
        if (withLogin.Length == 0 || IpAddress().IsMatch(withoutLogin.Host))
        {
            return withoutLogin;
        }

        // admin:12/34@192.168.1.20 is a login; cam.lan:8080/a@b.lan could be either.
        return !withoutLogin.HasAddressLikeHost && withLogin.Count(reading => reading.HasAddressLikeHost) == 1
            ? withLogin.Single(reading => reading.HasAddressLikeHost)
            : null;
    }

    private static AddressReading? Only(AddressReading[] readings) => readings.Length == 1
        ? readings[0]
        : readings.Count(reading => reading.HasAddressLikeHost) == 1 ? readings.Single(reading => reading.HasAddressLikeHost) : null;

    /// <returns>The reading whose host begins at <paramref name="start"/>; <see langword="null"/> when no host can begin there.</returns>
    private static AddressReading? At(string text, int start)
    {
        var location = Location().Match(text, start);
        if (!location.Success)
        {
            return null;
        }

        var reading = new AddressReading(start == 0 ? null : text[..(start - 1)], location.Groups["host"].Value, text[start..]);
        return reading.User.AsSpan().IndexOfAny("/?#") < 0 ? reading : null;
    }

    [GeneratedRegex(@"\G(?<host>\[[0-9A-Fa-f:.]+(%[0-9A-Za-z._~-]+)?\]|[\p{L}\p{N}._~-]+)(:[0-9]{0,5})?([/?][^#]*)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Location();

    [GeneratedRegex(@"\A(\[.*\]|[0-9]{1,3}(\.[0-9]{1,3}){3})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex IpAddress();
}
