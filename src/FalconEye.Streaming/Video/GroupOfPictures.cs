namespace FalconEye.Streaming.Video;

/// <summary>
/// What a new viewer needs to show live video at once: the beginning of the MP4 and everything since the last keyframe. A group that grows
/// beyond its limit is dropped, and new viewers wait for the next keyframe. Not thread-safe.
/// </summary>
/// <param name="maxBytes">How many bytes since the last keyframe are kept.</param>
public sealed class GroupOfPictures(int maxBytes)
{
    private readonly List<VideoMessage> _messages = [];
    private int _bytes;

    /// <summary>The beginning of the MP4; <see langword="null"/> before it has come.</summary>
    public VideoMessage? Init { get; private set; }

    /// <summary>The keyframe and what followed; empty while there is none.</summary>
    public IReadOnlyList<VideoMessage> Messages => _messages;

    /// <summary>Bytes of <see cref="Messages"/>.</summary>
    public int Bytes => _bytes;

    /// <summary>Keeps a message as long as new viewers need it.</summary>
    public void Add(VideoMessage message)
    {
        switch (message.Kind)
        {
            case VideoMessageKind.Init:
                Clear();
                Init = message;
                return;
            case VideoMessageKind.Keyframe:
                Drop();
                break;
            case VideoMessageKind.Missed:
                // What follows up to the next keyframe cannot be decoded.
                Drop();
                return;
            default:
                if (_messages.Count == 0)
                {
                    return;
                }

                break;
        }

        if (message.Length > maxBytes - _bytes)
        {
            Drop();
            return;
        }

        _messages.Add(message);
        _bytes += message.Length;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Drop();
        Init = null;
    }

    private void Drop()
    {
        _messages.Clear();
        _bytes = 0;
    }
}
