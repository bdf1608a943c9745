using TrafficTrace.Storage;

namespace TrafficTrace.Tests.Storage;

internal sealed class StoreAddressTests
{
    [TestCase("memory", "memory")]
    [TestCase("sqlite:/var/lib/traffictrace/store.db", "sqlite:/var/lib/traffictrace/store.db")]
    [TestCase("postgres:Host=db;Username=me;Password=hush;Database=tt", "postgres://db:5432/tt")]
    [TestCase("postgres://me:hush@db:6432/tt?SSL Mode=Require", "postgres://db:6432/tt")]
    [TestCase("postgres://me@db", "postgres://db:5432/me")]
    public void An_address_is_shown_without_its_password(string text, string shown)
    {
        var address = StoreAddress.Parse(text, out var wrong);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(address?.ToString(), Is.EqualTo(shown));
            Assert.That(wrong, Is.Null);
        }
    }

    [TestCase("sqlite:")]
    [TestCase("postgres:")]
    [TestCase("postgres:Host=db;Port=hush")]
    [TestCase("postgres:hush")]
    [TestCase("postgres://me:hush@db/tt?hush=1")]
    [TestCase("hush")]
    public void What_is_none_is_refused_and_not_repeated(string text)
    {
        var address = StoreAddress.Parse(text, out var wrong);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(address, Is.Null);
            Assert.That(wrong, Is.Not.Null.And.Not.Contains("hush"));
        }
    }

    [Test]
    public void A_connection_is_taken_apart()
    {
        var connection = StoreAddress.Parse("postgres://me:h%40sh@db:6432/tt?SSL%20Mode=Require", out _)!.Connection!;
        Assert.That(
            (connection.Host, connection.Port, connection.Username, connection.Password, connection.Database, connection.SslMode),
            Is.EqualTo(("db", 6432, "me", "h@sh", "tt", Npgsql.SslMode.Require)));
    }
}
