namespace FalconEye.Data.Chat;

/// <summary>What became of a proposal. One that is open past its time is expired, whatever is stored.</summary>
public enum ProposalStatus
{
    /// <summary>No one has answered yet.</summary>
    Open,

    /// <summary>A user agreed, and the change is being made.</summary>
    Accepted,

    /// <summary>A user agreed, and the change was made.</summary>
    Done,

    /// <summary>A user agreed, and the change could not be made.</summary>
    Failed,

    /// <summary>A user declined.</summary>
    Declined,
}
