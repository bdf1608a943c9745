using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

[SetUpFixture]
internal sealed class RunSetUp
{
    [OneTimeTearDown]
    public Task Stop_what_all_tests_shared() => ZipkinProcess.StopSharedAsync();
}
