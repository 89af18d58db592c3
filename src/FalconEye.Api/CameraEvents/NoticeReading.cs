using System.Security.Cryptography;
using System.Text;
using FalconEye.Api.Events;
using FalconEye.Onvif.Events;

namespace FalconEye.Api.CameraEvents;

/// <summary>
/// Understands the events of ONVIF cameras of several makers. Pure. The topics: ONVIF Core Specification, Annex "Topics"; Analytics Service
/// Specification, "Rule types"; and what makers added (<c>MyRuleDetector</c> of Reolink, <c>TPSmartEventDetector</c> of TP-Link).
/// </summary>
internal static class NoticeReading
{
    /// <summary>The longest name of the camera's that is shown, in characters.</summary>
    internal const int MaxNameLength = 60;

    private const int MaxTopicParts = 6;

    /// <summary>What says that a state holds, by how telling it is: some send several items.</summary>
    private static readonly string[] StateNames =
        ["IsMotion", "IsInside", "IsTamper", "IsSoundDetected", "IsPeople", "IsPerson", "IsVehicle", "IsPet", "IsIntrusion", "IsLineCross", "State", "LogicalState", "Active"];

    /// <summary>What something within a topic is called, without regard to case.</summary>
    private static readonly Dictionary<string, NoticeSubject> ByDetail = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Motion"] = new(EventKinds.Motion),
        ["MotionAlarm"] = new(EventKinds.Motion),
        ["Crossed"] = new(EventKinds.LineCrossing),
        ["LineCross"] = new(EventKinds.LineCrossing),
        ["LineCrossed"] = new(EventKinds.LineCrossing),
        ["ObjectsInside"] = new(EventKinds.Intrusion),
        ["Intrusion"] = new(EventKinds.Intrusion),
        ["PeopleDetect"] = new(EventKinds.Object, Label: "person"),
        ["People"] = new(EventKinds.Object, Label: "person"),
        ["Person"] = new(EventKinds.Object, Label: "person"),
        ["HumanDetect"] = new(EventKinds.Object, Label: "person"),
        ["HumanShapeDetect"] = new(EventKinds.Object, Label: "person"),
        ["FaceDetect"] = new(EventKinds.Object, Label: "person"),
        ["VehicleDetect"] = new(EventKinds.Object, Label: "vehicle"),
        ["Vehicle"] = new(EventKinds.Object, Label: "vehicle"),
        ["DogCatDetect"] = new(EventKinds.Object, Label: "animal"),
        ["AnimalDetect"] = new(EventKinds.Object, Label: "animal"),
        ["Pet"] = new(EventKinds.Object, Label: "animal"),
        ["Visitor"] = new(EventKinds.CameraEvent, Label: "doorbell"),
        ["Package"] = new(EventKinds.CameraEvent, Label: "package"),
        ["Tamper"] = new(EventKinds.Tamper),
        ["ImageTooDark"] = new(EventKinds.Tamper, Label: "dark"),
        ["ImageTooBright"] = new(EventKinds.Tamper, Label: "bright"),
        ["ImageTooBlurry"] = new(EventKinds.Tamper, Label: "blurred"),
        ["GlobalSceneChange"] = new(EventKinds.Tamper, Label: "moved"),
        ["SignalLoss"] = new(EventKinds.Tamper, Label: "no signal"),
        ["DetectedSound"] = new(EventKinds.Audio),
    };

    /// <summary>Items of makers whose topic names several things at once.</summary>
    private static readonly Dictionary<string, NoticeSubject> ByState = new()
    {
        ["IsPeople"] = new(EventKinds.Object, Label: "person"),
        ["IsPerson"] = new(EventKinds.Object, Label: "person"),
        ["IsVehicle"] = new(EventKinds.Object, Label: "vehicle"),
        ["IsPet"] = new(EventKinds.Object, Label: "animal"),
        ["IsIntrusion"] = new(EventKinds.Intrusion),
        ["IsLineCross"] = new(EventKinds.LineCrossing),
        ["IsTamper"] = new(EventKinds.Tamper),
    };

    /// <summary>Reads an event.</summary>
    /// <returns><see langword="null"/> for what says nothing of what is before the camera: its load, its settings, counts.</returns>
    internal static Notice? Read(OnvifEvent item)
    {
        var path = item.Topic.Split('/');
        var state = StateOf(item);
        if (SubjectOf(path, item, state?.Name) is not { } subject)
        {
            return null;
        }

        // A state that the device took back does not hold; one of which the value is not understood says nothing.
        var isInitial = item.Operation.Equals("Initialized", StringComparison.OrdinalIgnoreCase);
        bool? holds = item.Operation.Equals("Deleted", StringComparison.OrdinalIgnoreCase) ? false : state?.Holds;
        if (holds is null && isInitial)
        {
            return null;
        }

        return new(subject, KeyOf(item), holds, isInitial, item.Time, string.Join('/', path.Take(MaxTopicParts).Select(Clean)));
    }

    /// <summary>A digest: a device may name its sources at length.</summary>
    private static string KeyOf(OnvifEvent item)
    {
        var where = item.Source.OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => $"{source.Key}={source.Value}");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Topic}?{string.Join('&', where)}")));
    }

    private static NoticeSubject? SubjectOf(string[] path, OnvifEvent item, string? state)
    {
        var subject = path switch
        {
            ["Device", "Trigger", "DigitalInput", ..] => new(EventKinds.DigitalInput, Label: NameOf(item, "InputToken", "Index", "Token") ?? "input"),
            ["VideoSource" or "RuleEngine" or "AudioAnalytics" or "UserAlarm" or "VideoAnalytics", _, ..] =>
                path.Reverse().Select(detail => ByDetail.GetValueOrDefault(detail)).FirstOrDefault(known => known is not null)
                ?? (state is null ? null : ByState.GetValueOrDefault(state)),
            _ => null,
        };
        return subject switch
        {
            // Motion is the same however many detectors see it.
            { Kind: EventKinds.LineCrossing or EventKinds.Intrusion } => subject with { Zone = NameOf(item, "Rule", "RuleName") },
            not null => subject,
            null when path is ["RuleEngine" or "UserAlarm", .. var rest] && !IsMeasurement(rest) =>
                new(EventKinds.CameraEvent, NameOf(item, "Rule", "RuleName"), Clean(rest is [_, ..] ? rest[^1] : null)),
            _ => null,
        };
    }

    /// <summary>Counters and the like report all of the time.</summary>
    private static bool IsMeasurement(string[] path) =>
        path is [] || path.Any(part => part.Contains("Count", StringComparison.OrdinalIgnoreCase) || part.Contains("Occupancy", StringComparison.OrdinalIgnoreCase));

    private static (string Name, bool Holds)? StateOf(OnvifEvent item)
    {
        foreach (var name in StateNames)
        {
            if (item.Data.TryGetValue(name, out var value) && TryReadState(value, out var holds))
            {
                return (name, holds);
            }
        }

        // Any other that can be nothing else; a number may be a count or an object.
        var others = item.Data.Where(data => bool.TryParse(data.Value, out _)).ToList();
        return others is [var only] ? (only.Key, bool.Parse(only.Value)) : null;
    }

    private static bool TryReadState(string value, out bool holds)
    {
        holds = value.ToUpperInvariant() is "TRUE" or "1" or "ACTIVE" or "ON";
        return holds || value.ToUpperInvariant() is "FALSE" or "0" or "INACTIVE" or "OFF";
    }

    private static string? NameOf(OnvifEvent item, params IEnumerable<string> names) =>
        names.Select(name => Clean(item.Source.GetValueOrDefault(name))).FirstOrDefault(name => name is not null);

    /// <summary>Letters, digits and what separates them: a name, and nothing that looks like more.</summary>
    private static string? Clean(string? name)
    {
        var clean = new string([.. (name ?? "").Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '#')]).Trim();
        return clean.Length == 0 ? null : clean.Length > MaxNameLength ? clean[..MaxNameLength] : clean;
    }
}
