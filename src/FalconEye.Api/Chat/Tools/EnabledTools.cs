using FalconEye.Api.Settings;

namespace FalconEye.Api.Chat.Tools;

/// <summary>Which tools are switched on, by name, for those who need no more: the tools themselves and the settings.</summary>
internal sealed class EnabledTools(SettingsService settings, AssistantOptions options)
{
    /// <summary>What a user chose, else what the environment says.</summary>
    internal IReadOnlyList<string> Names => settings.Current.ChatbotTools ?? options.DefaultTools;
}
