using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Tests.Store;

namespace TrafficTrace.Tests.Storage;

/// <summary>Leases of processes that share a database; that time passes there is written into the row.</summary>
[Category("Long")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PostgresLeaseTests : IAsyncDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private static PostgresServer _server = null!;

    private readonly string _name = TestContext.CurrentContext.Test.Name; // a lease of its own
    private readonly List<SqlJournal> _journals = [];

    [OneTimeSetUp]
    public static async Task StartAsync() => _server = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        if (_server is { } server) await server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in _journals) await journal.DisposeAsync();
    }

    [Test]
    public async Task A_lease_is_its_holders_until_it_is_over_and_counts_the_changes_of_hands()
    {
        var (one, other) = (Leases(Open()), Leases(Open()));
        Assert.That(await TakeAsync(one, "one"), Is.EqualTo(new HeldLease(new(_name, 1), "one")));
        Assert.That(await TakeAsync(other, "other"), Is.EqualTo(new HeldLease(new(_name, 1), "one")));
        await PassAsync(Lasts / 2);
        Assert.That(await TakeAsync(one, "one"), Is.EqualTo(new HeldLease(new(_name, 1), "one")), "prolonged");
        await PassAsync(Lasts / 2);
        Assert.That((await TakeAsync(other, "other")).Holder, Is.EqualTo("one"));
        await PassAsync(Lasts);
        Assert.That(await TakeAsync(other, "other"), Is.EqualTo(new HeldLease(new(_name, 2), "other")));
        Assert.That(await TakeAsync(one, "one"), Is.EqualTo(new HeldLease(new(_name, 2), "other")));
    }

    [Test]
    public async Task A_lease_that_was_given_back_is_free_at_once()
    {
        var (one, other) = (Leases(Open()), Leases(Open()));
        var held = await TakeAsync(one, "one");
        await other.GiveBackAsync(held with { Holder = "other" }, default);
        Assert.That((await TakeAsync(other, "other")).Holder, Is.EqualTo("one"), "nobody gives back what he has not");
        await one.GiveBackAsync(held, default);
        Assert.That(await TakeAsync(other, "other"), Is.EqualTo(new HeldLease(new(_name, 2), "other")));
        await one.GiveBackAsync(held, default);
        Assert.That((await TakeAsync(one, "one")).Holder, Is.EqualTo("other"), "it is another's by then");
    }

    [Test]
    public async Task A_clock_of_the_database_that_was_set_back_keeps_nobody_out_for_long()
    {
        var (one, other) = (Leases(Open()), Leases(Open()));
        await TakeAsync(one, "one");
        await PassAsync(-TimeSpan.FromHours(1));
        Assert.That(await TakeAsync(other, "other"), Is.EqualTo(new HeldLease(new(_name, 2), "other")));
    }

    [Test]
    public async Task A_write_under_a_lease_that_is_anothers_by_now_is_refused_and_leaves_nothing()
    {
        var (one, other) = (Open(), Open());
        var old = (await TakeAsync(Leases(one), "one")).Lease;
        Assert.That(await WriteAsync(one, old, "before"), Is.Not.Null);
        await PassAsync(Lasts);
        var newest = (await TakeAsync(Leases(other), "other")).Lease;
        var position = await WriteAsync(other, newest, "by-the-newest");

        using (Assert.EnterMultipleScope())
        {
            await Assert.ThatAsync(
                () => WriteAsync(one, old, "too-late"),
                Throws.TypeOf<LeaseLostException>().With.Property(nameof(LeaseLostException.Lease)).EqualTo(old));
            await Assert.ThatAsync(() => one.TrimAsync(old, default), Throws.TypeOf<LeaseLostException>());
            Assert.That((await other.PresentAsync()).Policies(), Does.Not.Contain("too-late=z"));
            Assert.That(await WriteAsync(other, newest, "after"), Is.EqualTo(position + 1), "a refused write takes no position");
        }
    }

    [Test]
    public async Task Nobody_takes_a_lease_while_a_write_under_it_is_on_its_way()
    {
        var (one, other) = (Open(), Open());
        var lease = (await TakeAsync(Leases(one), "one")).Lease;
        await PassAsync(Lasts);
        await using var connection = await one.Opened.Database.OpenAsync(default);
        await using var write = await connection.BeginTransactionAsync();
        await LeaseTable.CheckAsync(connection, one.Opened.Database, lease, default);
        var taking = TakeAsync(Leases(other), "other");
        await Until.ReachedAsync(() => IsWaitingAsync(other));
        Assert.That(taking.IsCompleted, Is.False);
        await write.CommitAsync();
        Assert.That((await taking).Lease.Term, Is.EqualTo(2));
    }

    [Test]
    public async Task Addresses_of_hosts_are_told_by_the_holder_and_read_by_all()
    {
        var (one, other) = (Open(), Open());
        var (hosts, others) = (Journals.HostsBeside(one)!, Journals.HostsBeside(other)!);
        Assert.That((await others.ReadAsync(default)).ByName, Is.Empty);
        var old = (await TakeAsync(Leases(one), "one")).Lease;
        foreach (var address in (string[])["10.0.0.1", "10.0.0.2"])
        {
            await hosts.WriteAsync(Hosts(address), old, default);
            var read = await others.ReadAsync(default);
            Assert.That(read.Of("WEB.test"), Is.EqualTo(address));
            Assert.That(await others.ReadAsync(default), Is.SameAs(read), "what did not change is not read again");
        }

        await PassAsync(Lasts);
        await TakeAsync(Leases(other), "other");
        await Assert.ThatAsync(() => hosts.WriteAsync(Hosts("10.0.0.3"), old, default), Throws.TypeOf<LeaseLostException>());
        Assert.That((await others.ReadAsync(default)).Of("web.test"), Is.EqualTo("10.0.0.2"));
    }

    private static HostAddresses Hosts(string address) => new(HostAddresses.None.ByName.Add("web.test", address));

    private static async Task<bool> IsWaitingAsync(SqlJournal journal)
    {
        await using var connection = await journal.Opened.Database.OpenAsync(default);
        return (long)(await connection.ScalarAsync("SELECT COUNT(*) FROM pg_locks WHERE NOT granted", default))! > 0;
    }

    private static ILeases Leases(SqlJournal journal) => Journals.LeasesBeside(journal);

    private static async Task<long?> WriteAsync(SqlJournal journal, Lease under, string name)
    {
        var draft = new JournalDraft(Written.Noon, Origin.Api, "the leader", "here", [Written.Put(name)]) { Under = under };
        return (await journal.AppendAsync(long.MaxValue, _ => new JournalDecision<bool>(true, draft), default)).Position;
    }

    private Task<HeldLease> TakeAsync(ILeases leases, string instance) => leases.TakeAsync(_name, instance, Lasts, default);

    private SqlJournal Open()
    {
        var database = Journals.DatabaseOf(StoreAddress.Parse($"postgres:{_server.Place};Username=postgres", out _)!);
        var journal = new SqlJournal(
            database, ReaderOptions.Default, HistoryBoundsOfTests.All, TimeProvider.System, NullLogger<SqlJournal>.Instance);
        _journals.Add(journal);
        return journal;
    }

    private async Task PassAsync(TimeSpan time)
    {
        await using var connection = await _journals[0].Opened.Database.OpenAsync(default);
        await connection.ExecuteAsync(
            "UPDATE leases SET until = until - @time WHERE name = @name",
            default,
            ("time", (long)time.TotalMilliseconds),
            ("name", _name));
    }
}
