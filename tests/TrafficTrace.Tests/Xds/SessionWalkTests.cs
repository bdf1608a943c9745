namespace TrafficTrace.Tests.Xds;

/// <summary>However mailbox, session, cache and wire interleave, no update is lost and nothing hangs.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SessionWalkTests
{
    private const int Some = 500;
    private const int All = 10_000;

    [Test]
    public void An_interleaving_loses_no_update_and_comes_to_an_end([Values] bool delta) =>
        Walk(delta, 0, Some, walk => walk.Run(steps: 80));

    [Test]
    [Category("Long")]
    public void Each_of_many_interleavings_loses_no_update_and_comes_to_an_end([Values] bool delta) =>
        Walk(delta, Some, All, walk => walk.Run(steps: 80));

    [Test]
    public void An_interleaving_with_a_client_that_ends_its_side_at_once_ends_with_its_answer([Values] bool delta) =>
        Walk(delta, 0, Some, walk => walk.RunQuick());

    [Test]
    [Category("Long")]
    public void Each_of_many_interleavings_with_a_client_that_ends_its_side_at_once_ends_with_its_answer([Values] bool delta) =>
        Walk(delta, Some, All, walk => walk.RunQuick());

    private static void Walk(bool delta, int from, int to, Action<SessionWalk> run)
    {
        for (var seed = from; seed < to; seed++)
        {
            try
            {
                run(new SessionWalk(seed, delta));
            }
            catch (AssertionException broken)
            {
                Assert.Fail($"seed {seed}: {broken.Message}");
            }
        }
    }
}
