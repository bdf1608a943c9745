namespace TrafficTrace.Tests.Xds;

/// <summary>However mailbox, session, cache and wire interleave, no update is lost and nothing hangs.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SessionWalkTests
{
    private const int Walks = 10_000;

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
