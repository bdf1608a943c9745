using TrafficTrace.Core.Access;

namespace TrafficTrace.Tests.Access;

/// <summary>What holds wherever keys are kept.</summary>
internal abstract class KeyringContract
{
    protected static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    protected static readonly KeyPurpose Shop = KeyPurpose.Dataplane("shop");

    protected abstract Task<IKeyring> NewAsync();

    protected static SigningKey Key(KeyPurpose purpose, string serial, params byte[] content) =>
        new(purpose, serial, [.. content.DefaultIfEmpty((byte)7)], Noon);

    protected static IEnumerable<string> Told(KeySet keys) => keys.All.Select(key => key.ToString()).Order(StringComparer.Ordinal);

    [Test]
    public async Task A_key_is_added_once_and_removed_once()
    {
        var keyring = await NewAsync();
        bool[] added =
        [
            await keyring.TryAddAsync(Key(Shop, "1", 1), default),
            await keyring.TryAddAsync(Key(Shop, "1", 2), default),
            await keyring.TryAddAsync(Key(Shop, "10"), default),
            await keyring.TryAddAsync(Key(Shop, "9"), default),
            await keyring.TryAddAsync(Key(KeyPurpose.User, "1"), default),
        ];
        var before = keyring.Current;
        bool[] removed = [await keyring.RemoveAsync(Shop, "9", default), await keyring.RemoveAsync(Shop, "9", default)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(added, Is.EqualTo(new[] { true, false, true, true, true }));
            Assert.That(removed, Is.EqualTo(new[] { true, false }));
            Assert.That(before.Newest(Shop)!.Serial, Is.EqualTo("10"), "serials are numbers");
            Assert.That(before.Find(Shop, "1")!.Private, Is.EqualTo(new byte[] { 1 }), "the first stays");
            Assert.That(Told(before), Has.Member("dataplane:shop 9"), "what was seen does not change");
            Assert.That(Told(keyring.Current), Is.EqualTo(new[] { "dataplane:shop 1", "dataplane:shop 10", "user 1" }));
        }
    }

    [Test]
    public async Task A_revocation_stays_as_it_was_first()
    {
        var keyring = await NewAsync();
        await keyring.RevokeAsync([new(Shop, "a", Noon), new(Shop, "b", Noon)], default);
        await keyring.RevokeAsync([new(Shop, "a", Noon.AddDays(1))], default);
        var keys = keyring.Current;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(keys.IsRevoked(Shop, "a") && keys.IsRevoked(Shop, "b"), Is.True);
            Assert.That(keys.IsRevoked(KeyPurpose.User, "a") || keys.IsRevoked(KeyPurpose.Dataplane("other"), "a"), Is.False);
            Assert.That(keys.Revoked[(Shop, "a")].At, Is.EqualTo(Noon));
        }
    }

    [Test]
    public async Task There_are_so_many_keys_of_a_purpose_and_no_more()
    {
        var keyring = await NewAsync();
        for (var i = 1; i <= KeySet.Most; i++) await keyring.TryAddAsync(Key(Shop, $"{i}"), default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(keyring.Current.All, Has.Length.EqualTo(KeySet.Most));
            Assert.That(await keyring.TryAddAsync(Key(Shop, "1000"), default), Is.False);
            Assert.That(await keyring.TryAddAsync(Key(KeyPurpose.User, "1000"), default), Is.True);
        }
    }
}
