using System.Text.Json;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Tracers;

namespace TrafficTrace.Tests.Secrets;

/// <summary>Whoever prints what holds a secret prints no value.</summary>
internal sealed class SecretValueTests
{
    private static readonly StoreSnapshot Store = Given.Store(Given.Web(), ("token", Given.Value));

    private static object[] Holders =>
    [
        new SecretValue(Given.Value),
        Store,
        Store.Secrets!,
        Store.Meshes["default"],
        Given.Configuration(Store),
        new SecretResource("default", "token", new SecretValue(Given.Value)),
        new SecretResource("default", "token", new SecretValue(Given.Value)).Pack(),
    ];

    [TestCaseSource(nameof(Holders))]
    public void As_a_text_nothing_shows_the_value(object holder) => Assert.That($"{holder}", Does.Not.Contain(Given.Value));

    [Test]
    public void As_JSON_it_shows_nothing() =>
        Assert.That(JsonSerializer.Serialize(new SecretValue(Given.Value)), Is.EqualTo("{}"));
}
