using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Extensions.Filters.Http.CredentialInjector.V3;
using Envoy.Extensions.Http.InjectedCredentials.Generic.V3;
using Envoy.Extensions.TransportSockets.Tls.V3;
using Envoy.Extensions.Upstreams.Http.V3;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Previews;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Secrets;

/// <summary>What a proxy gets of secrets: its collector's cluster asks for them, and they come apart from it.</summary>
internal sealed class TokenTests
{
    private const string Two = "{ name: authorization, secret: token }, { name: x-key, secret: key.1 }, { name: x-team, value: core }";

    private readonly ProxyTranslator _translator = new();

    [TestCase("grpc", "Http2ProtocolOptions")]
    [TestCase("http", "HttpProtocolOptions")]
    public void The_collectors_cluster_puts_each_secret_header_in(string protocol, string version)
    {
        var options = OptionsOf(Translate(Given.Store(Given.Web(protocol, headers: Two))));
        var injectors = options.HttpFilters.SkipLast(1).Select(filter => filter.TypedConfig.Unpack<CredentialInjector>()).ToArray();
        var credentials = injectors.Select(injector => injector.Credential.TypedConfig.Unpack<Generic>()).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.ExplicitHttpConfig.ProtocolConfigCase.ToString(), Is.EqualTo(version));
            Assert.That(options.HttpFilters[^1].Name, Is.EqualTo("envoy.filters.http.upstream_codec"));
            Assert.That(injectors.Select(injector => injector.Overwrite), Is.All.True);
            Assert.That(
                credentials.Select(generic => (generic.Header, generic.Credential.Name)),
                Is.EqualTo([("authorization", "default/token"), ("x-key", "default/key.1")]));
            Assert.That(credentials[0].Credential.SdsConfig.InitialFetchTimeout.Seconds, Is.EqualTo(1));
            Assert.That(credentials[0].Credential.SdsConfig.Ads, Is.Not.Null);
        }
    }

    [Test]
    public void The_value_comes_as_a_resource_of_its_own()
    {
        var resources = Translate(Given.Store(Given.Web(), ("token", Given.Value), ("unused", "x")));
        var secret = resources[TypeUrls.Secret].Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(secret.Name, Is.EqualTo("default/token"));
            Assert.That(secret.Unpack<Secret>().Name, Is.EqualTo("default/token"));
            Assert.That(secret.Unpack<Secret>().GenericSecret.Secret.InlineString, Is.EqualTo(Given.Value));
            Assert.That(resources[TypeUrls.Cluster].Concat(resources[TypeUrls.Listener]).Select(EnvoyText), Has.None.Contain(Given.Value));
        }
    }

    [Test]
    public void Another_value_changes_the_secret_alone()
    {
        var before = Translate(Given.Store(Given.Web(), ("token", "one")));
        var after = _translator.Translate(
            Given.Configuration(Given.Store(Given.Web(), ("token", "two"))), SamplingMode.Rtds, before);
        foreach (var (type, resources) in after.Sets)
            Assert.That(resources.SequenceEqual(before[type]), Is.EqualTo(type != TypeUrls.Secret), type);
    }

    [Test]
    public void A_missing_secret_is_asked_for_all_the_same()
    {
        var (without, with) = (Translate(Given.Store(Given.Web())), Translate(Given.Store(Given.Web(), ("token", "one"))));
        Assert.That(without[TypeUrls.Secret], Is.Empty);
        Assert.That(without[TypeUrls.Cluster], Is.EqualTo(with[TypeUrls.Cluster]));
    }

    [Test]
    public void Meshes_with_equal_collectors_have_each_its_own_secret()
    {
        var documents = $"{Given.Web()}\n---\n{Given.Web(mesh: "other")}";
        var store = Given.Store(documents, ("token", "one"));
        var other = _translator.Translate(Given.Configuration(store, "other"), SamplingMode.Rtds);
        Assert.That(OptionsOf(other).HttpFilters[0].TypedConfig.Unpack<CredentialInjector>().Credential.TypedConfig.Unpack<Generic>()
            .Credential.Name, Is.EqualTo("other/token"));
        Assert.That(other[TypeUrls.Secret], Is.Empty);
    }

    [Test]
    public void Meshes_whose_collectors_need_no_secret_share_the_cluster()
    {
        const string fixedHeader = "{ name: x-team, value: core }";
        var store = Given.Store($"{Given.Web(headers: fixedHeader)}\n---\n{Given.Web(mesh: "other", headers: fixedHeader)}");
        var (one, other) = (Translate(store), _translator.Translate(Given.Configuration(store, "other"), SamplingMode.Rtds));
        Assert.That(other.Collector, Is.SameAs(one.Collector));
    }

    [Test]
    public void A_preview_says_that_a_secret_comes_and_not_which()
    {
        var before = Given.Store(Given.Web(headers: ""), ("token", Given.Value));
        var documents = Translation.Documents.Read(Given.Web()).Resources;
        var after = before.With(Core.Resources.Origin.File, PlacedResource.Nowhere(documents), []);
        var preview = ChangePreview.Of("1", before, after, [], new Dictionary<string, ConnectedProxy>());
        var diffs = preview.Changes.SelectMany(change => change.Resources).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(diffs.Single(diff => diff.Type == "Secret").Name, Is.EqualTo("default/token"));
            Assert.That(diffs.Single(diff => diff.Type == "Secret").Diff, Does.Contain("its content is not shown"));
            Assert.That(diffs.Select(diff => diff.Diff), Has.None.Contain(Given.Value));
        }
    }

    private EnvoyResources Translate(StoreSnapshot store) => _translator.Translate(Given.Configuration(store), SamplingMode.Rtds);

    private static HttpProtocolOptions OptionsOf(EnvoyResources resources) =>
        resources.Collector!.Unpack<Cluster>().TypedExtensionProtocolOptions[HttpProtocolOptions.Descriptor.FullName]
            .Unpack<HttpProtocolOptions>();

    private static string EnvoyText(PackedResource resource) => EnvoyTypes.ToJson(resource.UnpackAny());
}
