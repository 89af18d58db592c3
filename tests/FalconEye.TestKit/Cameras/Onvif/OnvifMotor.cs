using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Xml.Linq;

namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>The part of a simulated device that turns.</summary>
internal sealed class OnvifMotor
{
    private readonly ConcurrentDictionary<string, string> _presets = new();
    private int _lastPreset;

    /// <summary>Has it remember a position.</summary>
    internal void Remember(string token, string name) => _presets[token] = name;

    /// <summary>What it was told to do, in order: <c>move 0.5 0 -1 PT2S</c>, <c>stop</c>, <c>goto p1</c>.</summary>
    internal ConcurrentQueue<string> Movements { get; } = new();

    /// <returns>The content of the body; null for an operation that is not about turning.</returns>
    internal string? Of(XElement request)
    {
        string Text(string name) => request.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
        string Number(string element, string name) => request.Descendants().First(part => part.Name.LocalName == element).Attribute(name)!.Value;
        switch (request.Name.LocalName)
        {
            case "ContinuousMove":
                Movements.Enqueue($"move {Number("PanTilt", "x")} {Number("PanTilt", "y")} {Number("Zoom", "x")} {Text("Timeout")}");
                return "<tptz:ContinuousMoveResponse/>";
            case "Stop":
                Movements.Enqueue("stop");
                return "<tptz:StopResponse/>";
            case "SetPreset":
                var token = string.Create(CultureInfo.InvariantCulture, $"p{Interlocked.Increment(ref _lastPreset)}");
                _presets[token] = Text("PresetName");
                return $"<tptz:SetPresetResponse><tptz:PresetToken>{token}</tptz:PresetToken></tptz:SetPresetResponse>";
            case "GetPresets":
                var presets = _presets.Select(preset => $"<tptz:Preset token=\"{preset.Key}\"><tt:Name>{SecurityElement.Escape(preset.Value)}</tt:Name></tptz:Preset>");
                return $"<tptz:GetPresetsResponse>{string.Concat(presets)}</tptz:GetPresetsResponse>";
            case "GotoPreset":
                Movements.Enqueue($"goto {Text("PresetToken")}");
                return "<tptz:GotoPresetResponse/>";
            case "GotoHomePosition":
                Movements.Enqueue("home");
                return "<tptz:GotoHomePositionResponse/>";
            case "RemovePreset":
                _presets.TryRemove(Text("PresetToken"), out _);
                return "<tptz:RemovePresetResponse/>";
            default:
                return null;
        }
    }
}
