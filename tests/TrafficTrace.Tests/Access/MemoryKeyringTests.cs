using TrafficTrace.Core.Access;

namespace TrafficTrace.Tests.Access;

[Parallelizable(ParallelScope.All)]
internal sealed class MemoryKeyringTests : KeyringContract
{
    protected override Task<IKeyring> NewAsync() => Task.FromResult<IKeyring>(new MemoryKeyring());
}
