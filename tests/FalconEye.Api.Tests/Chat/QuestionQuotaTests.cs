using FalconEye.Api.Chat;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Chat;

/// <summary>Each person has so many questions a day.</summary>
public sealed class QuestionQuotaTests
{
    [Fact]
    public void A_person_may_ask_again_the_next_day_and_others_are_not_concerned()
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
