using System.Text.Json;
using FalconEye.Api.Chat.Tools;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Chat;

/// <summary>How the assistant is configured to work, read once at start from the environment.</summary>
internal sealed record AssistantOptions
{
    private const string NoTools = "none";

    /// <summary>Where the provider is reached.</summary>
    internal required Uri BaseAddress { get; init; }

    /// <summary>The model that answers.</summary>
    internal required string Model { get; init; }

    /// <summary>The tools that are on until a user changes them in the settings.</summary>
    internal required IReadOnlyList<string> DefaultTools { get; init; }

    /// <summary>Tools of the Python system that were named and do not exist here.</summary>
    internal IReadOnlyList<string> IgnoredTools { get; init; } = [];

    /// <summary>How many answers are worked on at once; another question is refused with a message.</summary>
    internal int AnswersAtOnce { get; init; } = 64;

    /// <summary>How many questions a user may ask in a day; zero for any number.</summary>
    internal required int DailyQuestions { get; init; }

    /// <summary>How often the model may call tools for one answer. Then it must answer with what it has.</summary>
    internal int MaxSteps { get; init; } = 12;

    /// <summary>How long the model may go on calling tools for one answer. A text that streams is never cut.</summary>
    internal TimeSpan MaxToolTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How much of a long conversation the model is shown, in tokens.</summary>
    internal int WindowTokens { get; init; } = 60_000;

    /// <summary>How long a proposal can be answered: a user has to agree to things as they are now.</summary>
    internal required TimeSpan ProposalLifetime { get; init; }

    /// <summary>Reads and checks the variables.</summary>
    /// <exception cref="InvalidConfigurationException">Names each wrong one.</exception>
    internal static AssistantOptions Read(IConfiguration configuration)
    {
        var settings = new SettingsReader(configuration);
        var address = settings.Text("ANTHROPIC_BASE_URL", "https://api.anthropic.com");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var baseAddress) || baseAddress.Scheme is not ("http" or "https"))
        {
            settings.Refuse("ANTHROPIC_BASE_URL", "an address that starts with https:// or http://");
            baseAddress = new Uri("https://api.anthropic.com");
        }

        var named = ToolsOf(settings.Optional("CHATBOT_TOOLS"));
        IReadOnlyList<string> tools = [.. named.Except(ToolNames.OfPythonSystem)];
        if (tools.Except(ToolNames.All).Any())
        {
            settings.Refuse("CHATBOT_TOOLS", $"\"{NoTools}\" or a list, with commas, of {string.Join(", ", ToolNames.All)}");
        }

        var options = new AssistantOptions
        {
            BaseAddress = baseAddress,
            Model = settings.Text("ANTHROPIC_MODEL", "claude-sonnet-5-5"),
            DefaultTools = tools,
            DailyQuestions = settings.Number("ASSISTANT_DAILY_QUESTIONS", 200, 0, 1_000_000),
            IgnoredTools = [.. named.Intersect(ToolNames.OfPythonSystem)],
            ProposalLifetime = TimeSpan.FromSeconds(settings.Number("PROPOSAL_SECONDS", 900, 1, 86_400)),
        };
        settings.ThrowIfInvalid();
        return options;
    }

    /// <summary>A list with commas, as users write it, or a JSON array, as a ConfigMap may hold it.</summary>
    private static IReadOnlyList<string> ToolsOf(string? text) => text?.Trim() switch
    {
        null => ToolNames.Reading,
        NoTools or "[]" => [],
        ['[', ..] json when IsList(json, out var names) => names,
        var list => list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
    };

    private static bool IsList(string json, out IReadOnlyList<string> names)
    {
        try
        {
            names = JsonSerializer.Deserialize<string[]>(json) ?? [];
            return true;
        }
        catch (JsonException)
        {
            names = [];
            return false;
        }
    }
}
