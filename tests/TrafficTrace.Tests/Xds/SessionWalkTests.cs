namespace TrafficTrace.Tests.Xds;

/// <summary>However mailbox, session, cache and wire interleave, no update is lost and nothing hangs.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SessionWalkTests
{
    private const int Walks = 10_000;

    [Test]
    public void An_interleaving_with_a_client_that_ends_its_side_at_once_ends_with_its_answer([Values] bool delta)
    {
        for (var seed = 0; seed < Walks; seed++)
        {
            try
            {
                new SessionWalk(seed, delta).RunQuick();
            }
            catch (AssertionException broken)
            {
                Assert.Fail($"seed {seed}: {broken.Message}");
            }
        }
    }

    [Test]
    public void An_interleaving_loses_no_update_and_comes_to_an_end([Values] bool delta)
    {
        for (var seed = 0; seed < Walks; seed++)
        {
            try
            {
                new SessionWalk(seed, delta).Run(steps: 80);
            }
            catch (AssertionException broken)
            {
                Assert.Fail($"seed {seed}: {broken.Message}");
            }
        }
    }
}
