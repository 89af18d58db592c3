using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Provider;

/// <summary>
/// The provider that runs the model. Another provider is another registration of this interface; nothing else knows which one it is.
/// </summary>
internal interface IModelProvider
{
    /// <summary>The model that answers.</summary>
    string Model { get; }

    /// <summary>A client of the model, to be disposed; what goes wrong in it is a <see cref="ModelException"/> in words.</summary>
    IChatClient CreateClient(string key);

    /// <summary>Asks the provider whether it takes a key.</summary>
    /// <returns>What is wrong with the key, or <see langword="null"/> when the provider takes it.</returns>
    Task<string?> ProblemOfKeyAsync(string key, CancellationToken cancellationToken);
}
