using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Media;

namespace FalconEye.Onvif.Events;

/// <summary>Tells the events of one channel of a recorder from those of the others, which come by the same subscription.</summary>
public sealed class EventChannel
{
    private readonly HashSet<string> _foreign;

    private EventChannel(IEnumerable<string> foreign) => _foreign = [.. foreign];

    /// <summary>All that the device notices: for a device with one channel, or of which the channels are not known.</summary>
    public static EventChannel Whole { get; } = new([]);

    /// <summary>The channel that an address means.</summary>
    /// <param name="address">The address of the device.</param>
    /// <param name="profiles">What the device offers, at least one.</param>
    /// <exception cref="OnvifException">The device has no such channel.</exception>
    public static EventChannel Of(SourceAddress address, IReadOnlyList<MediaProfile> profiles)
    {
        var own = NamesOf(ProfileChoice.Of(address, profiles)).ToHashSet();
        return new(NamesOf(profiles).Where(name => !own.Contains(name)));
    }

    /// <summary>Whether an event is of this channel. One that names no channel, or an unknown one as many cameras do, is.</summary>
    public bool Has(OnvifEvent item) => !item.Source.Values.Any(_foreign.Contains);

    private static IEnumerable<string> NamesOf(IEnumerable<MediaProfile> profiles) =>
        profiles.SelectMany(profile => new[] { profile.VideoSource, profile.VideoSourceConfiguration }).Where(name => name.Length > 0);
}
