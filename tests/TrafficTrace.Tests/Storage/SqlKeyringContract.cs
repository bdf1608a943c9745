using TrafficTrace.Core.Access;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Tests.Access;

namespace TrafficTrace.Tests.Storage;

/// <summary>What holds besides where keys are kept in a database.</summary>
internal abstract class SqlKeyringContract : KeyringContract
{
    private readonly List<SqlDatabase> _databases = [];

    /// <summary>A database without tables.</summary>
    protected abstract Task<SqlDatabase> NewDatabaseAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var database in _databases) await database.DisposeAsync();
        _databases.Clear();
    }

    protected override async Task<IKeyring> NewAsync() => On(await OpenedAsync());

    private static SqlKeyring On(OpenedDatabase database, byte? seal = null) =>
        new(database, seal is { } key ? new KeySeal([.. Enumerable.Repeat(key, KeySeal.Length)]) : null);

    private async Task<OpenedDatabase> OpenedAsync()
    {
        var database = await NewDatabaseAsync();
        _databases.Add(database);
        return new(database, TimeProvider.System);
    }

    [Test]
    public async Task What_one_writes_the_other_has_when_it_looks()
    {
        var database = await OpenedAsync();
        var (one, other) = (On(database), On(database));
        await other.RefreshAsync(default);
        var before = other.Current;
        await other.RefreshAsync(default);
        Assert.That(other.Current, Is.SameAs(before), "nothing was written");
        await one.TryAddAsync(Key(Shop, "1", 1, 2, 3), default);
        await one.RevokeAsync([new(Shop, "a", Noon)], default);
        await other.RefreshAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.Current.Newest(Shop)!.Private, Is.EqualTo(new byte[] { 1, 2, 3 }));
            Assert.That(other.Current.Newest(Shop)!.MadeAt, Is.EqualTo(Noon));
            Assert.That(other.Current.IsRevoked(Shop, "a"), Is.True);
            Assert.That(await other.TryAddAsync(Key(Shop, "1"), default), Is.False);
        }
    }

    [Test]
    public async Task Sealed_keys_are_opened_by_what_sealed_them_alone()
    {
        var database = await OpenedAsync();
        await On(database, seal: 1).TryAddAsync(Key(Shop, "1", 1, 2, 3), default);
        var (again, other, without) = (On(database, seal: 1), On(database, seal: 2), On(database));
        await again.RefreshAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Current.Newest(Shop)!.Private, Is.EqualTo(new byte[] { 1, 2, 3 }));
            Assert.That(await ContentAsync(database), Has.Length.GreaterThan(40), "nonce, tag and key");
            await Assert.ThatAsync(
                () => other.RefreshAsync(default), Throws.TypeOf<KeysSealedException>().With.Message.Contains("another key"));
            await Assert.ThatAsync(
                () => without.RefreshAsync(default), Throws.TypeOf<KeysSealedException>().With.Message.Contains("is sealed"));
            Assert.That(other.Current, Is.EqualTo(KeySet.None));
        }
    }

    [Test]
    public async Task Keys_from_before_are_sealed_as_soon_as_there_is_something_to_seal_them_with()
    {
        var database = await OpenedAsync();
        await On(database).TryAddAsync(Key(Shop, "1", 1, 2, 3), default);
        var plain = await ContentAsync(database);
        var sealing = On(database, seal: 1);
        await sealing.RefreshAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plain, Is.EqualTo("AQID"));
            Assert.That(await ContentAsync(database), Does.Not.Contain("AQID").And.Length.GreaterThan(40));
            Assert.That(sealing.Current.Newest(Shop)!.Private, Is.EqualTo(new byte[] { 1, 2, 3 }));
        }
    }

    [Test]
    public async Task A_sealed_key_is_of_its_purpose_and_serial_alone()
    {
        var database = await OpenedAsync();
        await On(database, seal: 1).TryAddAsync(Key(Shop, "1"), default);
        await ExecuteAsync(database, "UPDATE signing_keys SET purpose = 'user'");
        await Assert.ThatAsync(() => On(database, seal: 1).RefreshAsync(default), Throws.TypeOf<KeysSealedException>());
    }

    private static async Task<string?> ContentAsync(OpenedDatabase database)
    {
        await using var connection = await database.Database.OpenAsync(default);
        return (string?)await connection.ScalarAsync("SELECT content FROM signing_keys", default);
    }

    private static async Task ExecuteAsync(OpenedDatabase database, string text)
    {
        await using var connection = await database.Database.OpenAsync(default);
        await connection.ExecuteAsync(text, default);
    }
}
