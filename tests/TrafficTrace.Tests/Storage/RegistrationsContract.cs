using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Tests.Registration;
using TrafficTrace.Tests.Store;

namespace TrafficTrace.Tests.Storage;

/// <summary>What holds for registrations in any database.</summary>
internal static class RegistrationsContract
{
    /// <param name="databases">Of processes that use one database.</param>
    public static async Task HoldAsync(params OpenedDatabase[] databases)
    {
        var first = Of(databases[0]);
        var (web, api) = (Row("web", "one", 1), Row("api", "one", 2) with { IsLost = true });
        Assert.That((await first.ReadAsync("one", 0, default)).Present, Is.Empty);
        await first.WriteAsync([web, api], [], default);

        var last = Of(databases[^1]);
        var all = await last.ReadAsync("two", 0, default);
        Assert.That(all.Changed, Is.EquivalentTo(new[] { web, api }).Using<KeptRegistration>(AreSame));
        await last.WriteAsync([Row("web", "two", 7)], [], default);
        await first.WriteAsync([], [new(web.Key, "one", 1), new(api.Key, "one", 2)], default);
        var moved = await first.ReadAsync("one", all.Position, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(moved.Changed, Is.EqualTo(new[] { Row("web", "two", 7) }).Using<KeptRegistration>(AreSame));
            Assert.That(moved.Present, Is.EqualTo(new[] { web.Key }), "whoever had it before does not take it away");
            Assert.That((await first.ReadAsync("one", moved.Position, default)).Present, Is.Null, "nothing is new");
        }
    }

    public static SqlRegistrations Of(OpenedDatabase database) =>
        new(database, ReaderOptions.Default, NullLogger<SqlRegistrations>.Instance);

    private static KeptRegistration Row(string name, string instance, long generation) =>
        new(Registrars.Dataplane(name), instance, generation, Written.Noon) { Address = IPAddress.Parse("10.0.0.1") };

    private static bool AreSame(KeptRegistration one, KeptRegistration other) =>
        one.Dataplane.HasContentOf(other.Dataplane) && one with { Dataplane = other.Dataplane } == other;
}
