using System.Security.Claims;
using FalconEye.Api.Auth;
using FalconEye.Api.Chat.Answering;
using FalconEye.Api.Chat.Mcp;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Chat.Provider;
using FalconEye.Api.Chat.Sessions;
using FalconEye.Api.Chat.Tools;
using FalconEye.Api.Chat.Tools.Acting;
using FalconEye.Api.Chat.Tools.Reading;
using FalconEye.Api.Chat.Tools.Seeing;

namespace FalconEye.Api.Chat;

/// <summary>What the assistant is made of.</summary>
internal static partial class ChatServices
{
    internal static WebApplicationBuilder AddChat(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(AssistantOptions.Read(builder.Configuration));
        services.AddHttpClient(AnthropicProvider.HttpClientName);
        services.AddSingleton<IModelProvider, AnthropicProvider>();
        services.AddSingleton<AnswerLimiter>();
        services.AddSingleton<QuestionQuota>();
        services.AddSingleton<EnabledTools>();
        services.AddSingleton<AssistantInstructions>();
        services.AddScoped<Assistant>();
        services.AddScoped<AnswerLoop>();
        services.AddScoped<ToolRunner>();
        services.AddScoped<ChatSessionStore>();
        services.AddScoped<Conversations>();
        services.AddScoped<ProposalStore>();
        services.AddScoped<ProposalService>();
        return builder.AddTools().AddMcp();
    }

    /// <summary>Names in <c>CHATBOT_TOOLS</c> that the Python system had do not keep the server from starting.</summary>
    internal static void WarnOfIgnoredTools(this WebApplication app)
    {
        var ignored = app.Services.GetRequiredService<AssistantOptions>().IgnoredTools;
        if (ignored.Count > 0)
        {
            LogIgnoredTools(app.Logger, string.Join(", ", ignored));
        }
    }

    [LoggerMessage(LogLevel.Warning, "CHATBOT_TOOLS names tools of the Python system, which are ignored: {Tools}")]
    private static partial void LogIgnoredTools(ILogger logger, string tools);

    private static WebApplicationBuilder AddTools(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<ToolRegistry>();
        services.AddScoped(provider => Caller.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.User ?? new ClaimsPrincipal()));
        services.AddScoped<CameraFinder>();
        services.AddScoped<IAssistantTool, ListCamerasTool>();
        services.AddScoped<IAssistantTool, GetCameraTool>();
        services.AddScoped<IAssistantTool, ListNodesTool>();
        services.AddScoped<IAssistantTool, ListRecordingsTool>();
        services.AddScoped<IAssistantTool, GetSystemStatusTool>();
        services.AddScoped<IAssistantTool, GetSettingsTool>();
        services.AddScoped<IAssistantTool, GetCameraLogsTool>();
        services.AddScoped<IAssistantTool, GetEventsTool>();
        services.AddScoped<IAssistantTool, DiagnoseCameraTool>();
        services.AddScoped<IAssistantTool, RecordingCoverageTool>();
        services.AddScoped<IAssistantTool, StorageForecastTool>();
        services.AddScoped<IAssistantTool, LookAtCameraTool>();
        services.AddScoped<IAssistantTool, LookAtRecordingTool>();
        services.AddScoped<IAssistantTool, StartCameraTool>();
        services.AddScoped<IAssistantTool, StopCameraTool>();
        services.AddScoped<IAssistantTool, RestartCameraTool>();
        services.AddScoped<IAssistantTool, StartRecordingTool>();
        services.AddScoped<IAssistantTool, StopRecordingTool>();
        services.AddScoped<IAssistantTool, AddCameraTool>();
        services.AddScoped<IAssistantTool, UpdateCameraTool>();
        return builder;
    }
}
