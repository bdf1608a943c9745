using TrafficTrace.Xds.Caching;

namespace TrafficTrace.Tests.Xds;

/// <summary>No wake is lost, whichever way the threads fall.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class MailboxTests
{
    [Test]
    public void A_wake_before_the_wait_ends_the_wait_at_once()
    {
        var mailbox = new Mailbox();
        mailbox.Signal();
        mailbox.Signal();
        Assert.That(mailbox.WaitAsync().AsTask().IsCompleted, Is.True);
        Assert.That(mailbox.WaitAsync().AsTask().IsCompleted, Is.False, "two wakes are one");
    }

    [Test]
    public async Task A_wake_ends_one_wait()
    {
        var mailbox = new Mailbox();
        var wait = mailbox.WaitAsync().AsTask();
        mailbox.Signal();
        await wait;
        Assert.That(mailbox.WaitAsync().AsTask().IsCompleted, Is.False);
    }

    [TestCase(200)]
    [TestCase(10_000, Category = "Long")]
    public async Task Whoever_waits_sees_each_value_that_was_written_before_a_wake(int last)
    {
        var mailbox = new Mailbox();
        var written = 0;
        var seen = 0;
        var writer = Task.Run(() =>
        {
            for (var value = 1; value <= last; value++)
            {
                Volatile.Write(ref written, value);
                mailbox.Signal();
                var patience = new SpinWait();
                while (Volatile.Read(ref seen) < value) patience.SpinOnce(sleep1Threshold: -1);
            }
        });
        while (seen < last)
        {
            await mailbox.WaitAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            Volatile.Write(ref seen, Volatile.Read(ref written));
        }

        await writer;
    }
}
