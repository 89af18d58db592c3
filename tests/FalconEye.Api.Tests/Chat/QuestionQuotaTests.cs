using FalconEye.Api.Chat;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Chat;

/// <summary>Each person has so many questions a day.</summary>
public sealed class QuestionQuotaTests
{
    [Fact]
    public void A_quota_is_per_user_and_resets_the_next_day()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 22, 0, 0, TimeSpan.Zero));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ASSISTANT_DAILY_QUESTIONS", "2")]).Build();
        var quota = new QuestionQuota(AssistantOptions.Read(configuration), time);
        Assert.Null(quota.Take("anna"));
        Assert.Null(quota.Take("anna"));
        Assert.Equal(TimeSpan.FromHours(2), quota.Take("anna"));
        Assert.Null(quota.Take("ben"));
        time.Advance(TimeSpan.FromHours(2));
        Assert.Null(quota.Take("anna"));
    }
}
