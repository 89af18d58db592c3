using System.Globalization;

namespace FalconEye.Discovery.Network;

/// <summary>A path at which cameras of a brand serve their picture.</summary>
/// <param name="Brand">The brand; <see langword="null"/> for what many use.</param>
/// <param name="Template">The path; <c>{channel}</c> is replaced by the number of a recorder's channel, from 1.</param>
internal sealed record KnownPath(string? Brand, string Template)
{
    internal const string Channel = "{channel}";

    /// <summary>Whether it has channels.</summary>
    internal bool HasChannels => Template.Contains(Channel, StringComparison.Ordinal);

    /// <summary>The path of a channel.</summary>
    internal string Of(int channel) => Template.Replace(Channel, channel.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
