using TrafficTrace.ControlPlane.Serving;

namespace TrafficTrace.Tests.ControlPlane;

internal sealed class MemoryAtRestTests
{
    private const long Heap = 1_000_000_000;

    [TestCase(Heap / 100, Heap, ExpectedResult = true, TestName = "After_a_burst_memory_is_given_back_once_it_is_quiet")]
    [TestCase(Heap / 10, Heap, ExpectedResult = false, TestName = "Not_while_something_goes_on")]
    [TestCase(Heap / 100, Heap / 10, ExpectedResult = false, TestName = "Not_again_for_the_little_that_a_resting_process_needs")]
    public bool Memory(long lately, long sinceGivenBack) => MemoryAtRest.Due(lately, sinceGivenBack, Heap);
}
