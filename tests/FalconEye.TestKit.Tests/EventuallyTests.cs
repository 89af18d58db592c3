namespace FalconEye.TestKit.Tests;

public sealed class EventuallyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_what_it_waited_for_in_vain_and_what_it_saw()
    {
        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.ReturnsAsync(
            () => Task.FromResult(3), viewers => viewers == 0, "all viewers left", Cancellation, TimeSpan.FromMilliseconds(50)));

        Assert.Equal("Not within 0.1 s: all viewers left. Last answer: 3", failure.Message);
    }

    [Fact]
    public async Task It_returns_the_first_answer_that_is_as_expected()
    {
        int asked = 0;

        int answer = await Eventually.ReturnsAsync(
            () => Task.FromResult(++asked), count => count == 3, "three questions", Cancellation);

        Assert.Equal(3, answer);
    }
}
