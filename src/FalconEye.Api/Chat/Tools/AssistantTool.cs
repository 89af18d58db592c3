using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace FalconEye.Api.Chat.Tools;

/// <summary>A tool whose arguments are a record: its schema is what the model gets, and what it sends is checked against it.</summary>
/// <typeparam name="TArguments">The arguments, each with a description.</typeparam>
internal abstract class AssistantTool<TArguments> : IAssistantTool
    where TArguments : notnull
{
    private static readonly JsonElement ArgumentsSchema = ToolJson.SchemaOf(typeof(TArguments));

    public abstract string Name { get; }

    public abstract string Description { get; }

    public JsonElement Schema => ArgumentsSchema;

    public virtual bool IsReadOnly => true;

    public async Task<string> DescribeAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await DescribeAsync(Read(arguments), cancellationToken);
        }
        catch (ToolException)
        {
            // What is wrong with the arguments is reported to the model by the run that follows.
            return Name.Replace('_', ' ');
        }
    }

    public Task<ToolAnswer> RunAsync(JsonElement arguments, ToolCaller caller, CancellationToken cancellationToken) =>
        RunAsync(Read(arguments), caller, cancellationToken);

    /// <summary>What it is doing, to the user who waits.</summary>
    protected abstract Task<string> DescribeAsync(TArguments arguments, CancellationToken cancellationToken);

    protected abstract Task<ToolAnswer> RunAsync(TArguments arguments, ToolCaller caller, CancellationToken cancellationToken);

    /// <exception cref="ToolException">They are not what the schema says.</exception>
    protected TArguments Read(JsonElement arguments)
    {
        try
        {
            return arguments.Deserialize<TArguments>(ToolJson.Options) ?? throw new ToolException($"{Name} needs an object of arguments.");
        }
        catch (JsonException e)
        {
            throw new ToolException($"The arguments of {Name} do not fit its schema: {e.Message}");
        }
    }

    /// <summary>Checks a request of the API as the API itself would.</summary>
    /// <exception cref="ToolException">Says what is wrong.</exception>
    protected static TRequest Checked<TRequest>(TRequest request)
        where TRequest : notnull
    {
        List<ValidationResult> problems = [];
        return Validator.TryValidateObject(request, new ValidationContext(request), problems, validateAllProperties: true)
            ? request
            : throw new ToolException(string.Join(' ', problems.Select(problem => problem.ErrorMessage)));
    }
}
