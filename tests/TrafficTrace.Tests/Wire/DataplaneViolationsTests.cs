using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Wire;

/// <summary>Each case is one rule of Kuma's Dataplane validator (2.9's words), or one of ours.</summary>
public sealed class DataplaneViolationsTests
{
    private const string Tags = "tags: {kuma.io/service: web}";
    private const string Good = "inbound: [{port: 1, " + Tags + "}]";
    private const string Port = "port must be in the range [1, 65535]";
    private const string NotIp = "has to be valid IP address";
    private const string Loop = "serviceAddress and servicePort has to differ from address and port";
    private const string Name = "tag name must consist of alphanumeric characters, dots, dashes, slashes and underscores";
    private const string Value = "tag value must consist of alphanumeric characters, dots, dashes and underscores";
    private const string Unspecified =
        "must not be 0.0.0.0 or ::, to which nobody can connect: write the address at which other proxies reach this one";
    private const string Reserved = "must not begin with \"tracing:\" or \"localhost:\": clusters of the proxy itself are called so";

    [TestCase("", "address", "address can't be empty")]
    [TestCase("address: ''", "address", "address can't be empty")]
    [TestCase("address: a..b", "address", "address has to be valid IP address or domain name")]
    [TestCase("address: '[::1]'", "address", "address has to be valid IP address or domain name")]
    [TestCase("address: -a.com", "address", "address has to be valid IP address or domain name")]
    [TestCase("address: 0.0.0.0", "address", Unspecified)]
    [TestCase("address: '::'", "address", Unspecified)]
    [TestCase("address: 10.0.0.1, advertisedAddress: web.example", "advertisedAddress", "advertisedAddress has to be valid IP address")]
    [TestCase("address: '0:0::0'", "address", Unspecified)]
    [TestCase("address: 10.0.0.1, advertisedAddress: 0.0.0.0", "advertisedAddress", Unspecified)]
    [TestCase(
        "address: '{{ address }}'",
        "address",
        "holds {{ }}, so this is a template that was not rendered: render it first, as helm template or kumactl apply --dry-run do")]
    public void An_address_breaks_a_rule(string address, string field, string message) =>
        Assert.That(
            Reads.Errors(Dataplane($"{address}{(address.Length == 0 ? "" : ", ")}{Good}")),
            Is.EqualTo(new[] { $"networking.{field}: {message}" }));

    [TestCase("port: 0, " + Tags, "port", Port)]
    [TestCase(Tags, "port", Port)]
    [TestCase("port: 65536, " + Tags, "port", Port)]
    [TestCase("port: a, " + Tags, "port", "has to be a whole number, but is text")]
    [TestCase("port: 1, servicePort: 65536, " + Tags, "servicePort", Port)]
    [TestCase("port: 1, serviceAddress: localhost, " + Tags, "serviceAddress", "serviceAddress " + NotIp)]
    [TestCase("port: 1, serviceAddress: 10.0.0.1, " + Tags, "serviceAddress", Loop)]
    [TestCase("port: 1, servicePort: 1, serviceAddress: 10.0.0.1, " + Tags, "serviceAddress", Loop)]
    [TestCase("port: 1, address: localhost, " + Tags, "address", "address " + NotIp)]
    [TestCase("port: 1, address: 010.0.0.1, " + Tags, "address", "address " + NotIp)]
    [TestCase("port: 1, address: 10.0.0.2, serviceAddress: 10.0.0.2, " + Tags, "serviceAddress", Loop)]
    [TestCase("port: 1, address: 127.0.0.1, " + Tags, "serviceAddress", Loop)]
    [TestCase("port: 1, servicePort: 1, address: 127.0.0.1, " + Tags, "serviceAddress", Loop)]
    [TestCase("port: 1, address: 0.0.0.0, " + Tags, "serviceAddress", Loop)]
    [TestCase("port: 1, address: '::1', serviceAddress: '0:0::1', " + Tags, "serviceAddress", Loop)]
    [TestCase("port: 1, address: 127.0.0.1, serviceAddress: 0.0.0.0, " + Tags, "serviceAddress", Loop)]
    [TestCase(
        "interface: '10.0.0.1:80:8080', " + Tags,
        "interface",
        "is an old form of Kuma's: write address: 10.0.0.1, port: 80, servicePort: 8080 instead")]
    [TestCase(
        "interface: '[::1]:80:8080', " + Tags,
        "interface",
        "is an old form of Kuma's: write address: ::1, port: 80, servicePort: 8080 instead")]
    [TestCase("interface: any, " + Tags, "interface", "is an old form of Kuma's: write address, port and servicePort instead")]
    [TestCase("port: 1, tags: {service: web}", "tags[\"service\"]", "does not name the service: write \"kuma.io/service\" instead")]
    [TestCase(
        "port: 1, tags: {kuma.io/service: web, kuma.io/protocol: udp}",
        "tags[\"kuma.io/protocol\"]",
        "tag \"kuma.io/protocol\" has an invalid value \"udp\". Allowed values: grpc, http, http2, kafka, tcp, tls")]
    [TestCase("port: 1, tags: {kuma.io/service: ''}", "tags[\"kuma.io/service\"]", "tag value must be non-empty")]
    [TestCase("port: 1, tags: {kuma.io/service: web, '': a}", "tags", "tag name must be non-empty")]
    [TestCase("port: 1, tags: {kuma.io/service: web, a b: a}", "tags[\"a b\"]", Name)]
    [TestCase("port: 1, tags: {kuma.io/service: web, a: b/c}", "tags[\"a\"]", Value)]
    [TestCase("port: 1, tags: {kuma.io/service: '*'}", "tags[\"kuma.io/service\"]", Value)]
    [TestCase(
        "port: 1, tags: {kuma.io/service: web, version: 1}", "tags[\"version\"]", "has to be text, but is the number 1: put it in quotes")]
    [TestCase("port: 1, tags: {version: '1'}", "tags[\"kuma.io/service\"]", "tag has to exist")]
    [TestCase("port: 1", "tags[\"kuma.io/service\"]", "tag has to exist")]
    [TestCase("port: 1, tags: {kuma.io/service: 'tracing:z'}", "tags[\"kuma.io/service\"]", Reserved)]
    [TestCase("port: 1, tags: {kuma.io/service: 'localhost:1'}", "tags[\"kuma.io/service\"]", Reserved)]
    [TestCase("port: 1, serviceProbe: {interval: 0s}, " + Tags, "serviceProbe.interval", "must have a positive value")]
    [TestCase("port: 1, serviceProbe: {timeout: -1s}, " + Tags, "serviceProbe.timeout", "must have a positive value")]
    [TestCase("port: 1, serviceProbe: {timeout: soon}, " + Tags, "serviceProbe.timeout", "must have a valid value")]
    [TestCase("port: 1, serviceProbe: {unhealthyThreshold: 0}, " + Tags, "serviceProbe.unhealthyThreshold", "must have a positive value")]
    [TestCase("port: 1, serviceProbe: {healthyThreshold: 0}, " + Tags, "serviceProbe.healthyThreshold", "must have a positive value")]
    [TestCase("port: 1, state: Unwell, " + Tags, "state", "has to be Ready, NotReady or Ignored")]
    public void An_inbound_breaks_a_rule(string inbound, string field, string message) =>
        Assert.That(
            Reads.Errors(Dataplane($"address: 10.0.0.1, inbound: [{{{inbound}}}]")),
            Is.EqualTo(new[] { $"networking.inbound[0].{field}: {message}" }));

    [TestCase(Tags, "port", Port)]
    [TestCase("port: 65536, " + Tags, "port", Port)]
    [TestCase("port: 2, address: localhost, " + Tags, "address", "address " + NotIp)]
    [TestCase("port: 2", "tags", "mandatory tag \"kuma.io/service\" is missing")]
    [TestCase("port: 2, tags: {version: '1'}", "tags", "mandatory tag \"kuma.io/service\" is missing")]
    [TestCase("port: 2, tags: {version: '1'}, service: web", "tags", "mandatory tag \"kuma.io/service\" is missing")]
    [TestCase("port: 2, service: ''", "service", "tag value must be non-empty")]
    [TestCase("port: 2, service: 'tracing:z'", "service", Reserved)]
    [TestCase("port: 2, tags: {kuma.io/service: 'localhost:1'}", "tags[\"kuma.io/service\"]", Reserved)]
    [TestCase(
        "port: 2, backendRef: {kind: MeshService, name: web}",
        "backendRef",
        "is not served: name the service by the tag \"kuma.io/service\"")]
    [TestCase(
        "port: 2, tags: {kuma.io/service: web}, backendRef: {kind: MeshService, name: web}",
        "backendRef",
        "is not served: name the service by the tag \"kuma.io/service\"")]
    [TestCase("interface: ':3000', service: web", "interface", "is an old form of Kuma's: write port: 3000 instead")]
    [TestCase(
        "interface: '127.0.0.1:3000', service: web", "interface", "is an old form of Kuma's: write address: 127.0.0.1, port: 3000 instead")]
    [TestCase("port: 2, tags: {service: web}", "tags[\"service\"]", "does not name the service: write \"kuma.io/service\" instead")]
    public void An_outbound_breaks_a_rule(string outbound, string field, string message) =>
        Assert.That(
            Reads.Errors(Dataplane($"address: 10.0.0.1, {Good}, outbound: [{{{outbound}}}]")),
            Is.EqualTo(new[] { $"networking.outbound[0].{field}: {message}" }));

    [TestCase("gateway: {}", "gateway.tags", "mandatory tag \"kuma.io/service\" is missing")]
    [TestCase(
        "gateway: {tags: {kuma.io/service: kong, kuma.io/protocol: TCP}}",
        "gateway.tags[\"kuma.io/protocol\"]",
        "other values than tcp are not allowed, provided value \"TCP\"")]
    [TestCase(
        "gateway: {type: BUILTIN, tags: {kuma.io/service: kong}}",
        "gateway.type",
        "unsupported gateway type: builtin gateways are not served. Run the gateway as a program of its own, with type DELEGATED")]
    [TestCase("gateway: {type: OTHER, tags: {kuma.io/service: kong}}", "gateway.type", "has to be DELEGATED or BUILTIN")]
    [TestCase("gateway: {tags: {kuma.io/service: kong}}, " + Good, "inbound", "inbound cannot be defined for delegated gateways")]
    [TestCase("ingress: {}", "ingress", "a zone ingress is not served: remove this Dataplane")]
    [TestCase(
        Good + ", transparentProxying: {redirectPortOutbound: 15001}",
        "transparentProxying",
        "transparent proxying is not served: traffic redirected to the proxy would find no listener. Remove the field, and reach "
            + "services by outbounds")]
    public void A_proxy_is_of_a_kind_that_breaks_a_rule(string networking, string field, string message) =>
        Assert.That(Reads.Errors(Dataplane($"address: 10.0.0.1, {networking}")), Is.EqualTo(new[] { $"networking.{field}: {message}" }));

    [Test]
    public void Networking_is_missing() =>
        Assert.That(Reads.Errors("{type: Dataplane, mesh: m, name: d}"), Is.EqualTo(new[] { "networking: must be defined" }));

    [Test]
    public void There_is_neither_inbound_nor_gateway() =>
        Assert.That(
            Reads.Errors(Dataplane("address: 10.0.0.1")),
            Is.EqualTo(new[] { "networking: has to contain at least one inbound interface or gateway" }));

    [TestCase("port: 0", "port", Port)]
    [TestCase("port: 1, endpoints: [{inboundPort: 0, inboundPath: /a, path: /b}]", "endpoints[0].inboundPort", Port)]
    [TestCase("port: 1, endpoints: [{inboundPort: 1, inboundPath: a, path: /b}]", "endpoints[0].inboundPath", "should be a valid URL Path")]
    [TestCase("port: 1, endpoints: [{inboundPort: 1, inboundPath: /a, path: b}]", "endpoints[0].path", "should be a valid URL Path")]
    public void A_probe_breaks_a_rule(string probes, string field, string message) =>
        Assert.That(
            Reads.Errors($"{{type: Dataplane, mesh: m, name: d, networking: {{address: 10.0.0.1, {Good}}}, probes: {{{probes}}}}}"),
            Is.EqualTo(new[] { $"probes.{field}: {message}" }));

    [TestCase(
        "address: 10.0.0.1, inbound: [{port: 1, " + Tags + "}, {port: 1, " + Tags + "}]",
        "inbound[1].port: 10.0.0.1:1 is already used by networking.inbound[0].port")]
    [TestCase(
        "address: '::1', inbound: [{port: 1, " + Tags + "}, {port: 1, address: '0:0::1', " + Tags + "}]",
        "inbound[1].port: [::1]:1 is already used by networking.inbound[0].port")]
    [TestCase(
        "address: a.b, inbound: [{port: 1, " + Tags + "}, {port: 1, " + Tags + "}]",
        "inbound[1].port: a.b:1 is already used by networking.inbound[0].port")]
    [TestCase(
        "address: 10.0.0.1, " + Good + ", outbound: [{port: 2, service: a}, {port: 2, service: b}]",
        "outbound[1].port: 127.0.0.1:2 is already used by networking.outbound[0].port")]
    [TestCase(
        "address: 127.0.0.1, inbound: [{port: 1, servicePort: 3, " + Tags + "}], outbound: [{port: 1, service: a}]",
        "outbound[0].port: 127.0.0.1:1 is already used by networking.inbound[0].port")]
    public void Two_listeners_are_on_one_address_and_port(string networking, string violation) =>
        Assert.That(
            Reads.Errors(Dataplane(networking)),
            Is.EqualTo(new[] { $"networking.{violation}: a proxy can listen only once on an address and port" }));

    [TestCase("address: a_b.com, " + Good)]
    [TestCase("address: 10.0.0.1, inbound: [{port: 1, servicePort: 9, " + Tags + "}, {port: 2, servicePort: 9, " + Tags + "}]")]
    [TestCase("address: 10.0.0.1, inbound: [{port: 49151, " + Tags + "}, {port: 49151, " + Tags + "}]")]
    [TestCase("address: 10.0.0.1, inbound: [{port: 1, servicePort: 2, serviceAddress: 10.0.0.1, " + Tags + "}]")]
    [TestCase("address: 10.0.0.1, inbound: [{port: '8080', tags: {kuma.io/service: web, kuma.io/protocol: HTTP2}}]")]
    [TestCase("address: 10.0.0.1, inbound: [{port: 1, tags: {kuma.io/service: web, kuma.io/protocol: tls}}]")]
    [TestCase("address: 10.0.0.1, inbound: [{port: 1, serviceProbe: {}, " + Tags + "}]")]
    [TestCase(
        "address: 10.0.0.1, inbound: [{port: 1, serviceProbe: {interval: 10s, timeout: 0.5s, unhealthyThreshold: 3, healthyThreshold: "
            + "'1', tcp: {}}, " + Tags + "}]")]
    [TestCase("address: 10.0.0.1, gateway: {tags: {kuma.io/service: kong, kuma.io/protocol: tcp}}, inbound: []")]
    [TestCase("address: 10.0.0.1, transparentProxying: {}, admin: {port: 9901}, " + Good)]
    [TestCase("address: 10.0.0.1, " + Good + ", outbound: [{port: 2, service: web}]")]
    public void A_dataplane_keeps_to_the_rules(string networking) =>
        Assert.That(Reads.Text(Dataplane(networking)).Errors.Concat(Reads.Text(Dataplane(networking)).Warnings), Is.Empty);

    [TestCase("address: 127.0.0.1, " + Good)]
    public void An_inbound_is_its_own_service_though_nothing_is_spelled_out(string networking) =>
        Assert.That(Reads.Errors(Dataplane(networking)), Is.EqualTo(new[] { $"networking.inbound[0].serviceAddress: {Loop}" }));

    [TestCase(
        "inbound: [{port: 2, address: 0.0.0.0, servicePort: 1, " + Tags + "}]",
        "inbound[0].address: other proxies cannot connect to 0.0.0.0: leave the field out, or say in networking.advertisedAddress where "
            + "they can")]
    [TestCase(
        Good + ", outbound: [{port: 2, service: a, tags: {kuma.io/service: b}}]",
        "outbound[0].service: has no effect beside tags: remove it")]
    [TestCase(
        "inbound: [{port: 1, tags: {kuma.io/service: web, protocol: http}}]",
        "inbound[0].tags[\"protocol\"]: is a tag like any other: write \"kuma.io/protocol\" if that is meant")]
    [TestCase(
        "inbound: [{port: 1, servicPort: 2, " + Tags + "}]",
        "inbound[0].servicPort: is not known here and has no effect, so the workload is expected on the inbound's own port: is "
            + "\"servicePort\" meant?")]
    [TestCase(
        Good + ", advertised_address: 1.2.3.4",
        "advertised_address: is not known here and has no effect, so other proxies are sent to address: is \"advertisedAddress\" meant?")]
    public void What_has_no_effect_is_warned_of(string networking, string warning) =>
        Assert.That(Reads.Warnings(Dataplane($"address: 10.0.0.1, {networking}")), Is.EqualTo(new[] { $"networking.{warning}" }));

    [TestCase("metrics: {type: prometheus}", "metrics: is not served: no metrics endpoint is opened on this proxy")]
    [TestCase(
        "envoy: {xdsTransportProtocolVariant: DELTA_GRPC}",
        "envoy: is not served: the proxy's bootstrap decides how it is sent its configuration")]
    public void What_of_a_dataplane_is_not_served_is_warned_of(string field, string warning) =>
        Assert.That(
            Reads.Warnings($"{{type: Dataplane, mesh: m, name: d, {field}, networking: {{address: 10.0.0.1, {Good}}}}}"),
            Is.EqualTo(new[] { warning }));

    [TestCase("", true)]
    [TestCase("health: {ready: true}, ", true)]
    [TestCase("health: {ready: false}, ", false)]
    [TestCase("health: {}, ", false)]
    [TestCase("health: null, ", true)]
    [TestCase("state: NotReady, ", false)]
    [TestCase("state: Ready, ", true)]
    [TestCase("serviceProbe: {}, ", true)]
    public void An_inbound_is_ready_as_it_says(string health, bool ready)
    {
        var dataplane = (Dataplane)Reads.Text(Dataplane($"address: 10.0.0.1, inbound: [{{port: 1, {health}{Tags}}}]")).Resources.Single();
        Assert.That(dataplane.Inbounds.Single().Ready, Is.EqualTo(ready));
    }

    [Test]
    public void An_exported_unready_state_beside_a_probe_is_warned_of()
    {
        var text = Dataplane($"address: 10.0.0.1, inbound: [{{port: 1, serviceProbe: {{}}, health: {{ready: false}}, {Tags}}}]");
        Assert.That(Reads.Warnings(text), Is.EqualTo(new[]
        {
            "networking.inbound[0].health: stays not ready: Kuma's probe wrote this, and no probe here will lift it. Remove it if the "
                + "workload is up",
        }));
    }

    [Test]
    public void Probes_are_warned_of_since_no_listener_is_opened()
    {
        var text = $"{{type: Dataplane, mesh: m, name: d, networking: {{address: 10.0.0.1, {Good}}}, probes: {{port: 9000}}}}";
        Assert.That(Reads.Warnings(text), Is.EqualTo(new[]
        {
            "probes: no listener is opened for probes: let them ask the workload itself",
        }));
    }

    [TestCase("10.0.0.1", null)]
    [TestCase("2001:db8::1", null)]
    [TestCase("web.example", "web.example")]
    [TestCase("010.0.0.1", "010.0.0.1")]
    public void An_address_that_is_no_IP_is_a_host_name(string address, string? host)
    {
        var dataplane = (Dataplane)Reads.Text(Dataplane($"address: '{address}', {Good}")).Resources.Single();
        Assert.That((dataplane.Address, dataplane.HostName), Is.EqualTo((address, host)));
    }

    private static string Dataplane(string networking) => $"{{type: Dataplane, mesh: m, name: d, networking: {{{networking}}}}}";
}
