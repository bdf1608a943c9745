using System.IO.Pipelines;
using System.Text;
using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Tests.Fleet;

namespace TrafficTrace.Tests.ControlPlane.Replicas;

/// <summary>What is read of a peer: the lines, and the picture that they make.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PeerPictureTests
{
    private readonly PeerPicture _picture = new("b");

    [Test]
    public async Task What_is_written_is_read_again()
    {
        var tags = new Dictionary<string, string> { ["kuma.io/service"] = "edge" };
        ProxySummary[] told =
        [
            PeerByHand.Accepted("web", 7),
            PeerByHand.Rejecting("api", "line \"one\"\nline two"),
            PeerByHand.Accepted("edge") with { Overlay = new("default", "default.edge", "istio", [tags], "all") },
        ];
        var pipe = new Pipe();
        var files = PeerFleet.NoFiles.Add("default", "00ff");
        FleetLine[] lines =
        [
            new() { Instance = "b" },
            new() { Files = files },
            .. told.Select(proxy => new FleetLine { Proxy = proxy }),
            new() { UpTo = 9 },
        ];
        await FleetLines.WriteAsync(pipe.Writer, lines, default);
        await pipe.Writer.CompleteAsync();
        await foreach (var line in FleetLines.ReadAsync(pipe.Reader, default)) _picture.Take(line);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_picture.LookedUpTo, Is.EqualTo(9));
            Assert.That(_picture.Files, Is.EqualTo(files));
            Assert.That(_picture.Proxies["default.web"].NewestStream, Is.EqualTo(PeerByHand.Epoch.AddSeconds(7)));
            Assert.That(_picture.Proxies["default.api"].Delivery.Rejections, Is.EqualTo(told[1].Delivery.Rejections));
            Assert.That(_picture.Proxies["default.edge"].Overlay!.ToProxy().TagSets.Single().ServiceName, Is.EqualTo("edge"));
        }
    }

    [Test]
    public void It_is_whole_after_each_look_of_the_peer_and_not_before()
    {
        Assert.That(_picture.Take(new() { Instance = "b" }), Is.False);
        Assert.That(_picture.Take(new() { Proxy = PeerByHand.Accepted("web") }), Is.False);
        Assert.That(_picture.Take(new() { UpTo = 3 }), Is.True);
        var before = _picture.Proxies;
        _picture.Take(new() { Gone = "default.web" });
        _picture.Take(new()); // of a newer program
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Keys, Is.EqualTo(new[] { "default.web" }), "what was handed out does not change");
            Assert.That(_picture.Proxies, Is.Empty);
        }
    }

    [Test]
    public void A_picture_in_which_nothing_has_changed_is_the_same()
    {
        _picture.Take(new() { Instance = "b" });
        _picture.Take(new() { Proxy = PeerByHand.Accepted("web") });
        _picture.Take(new() { UpTo = 3 });
        var before = _picture.Proxies;
        _picture.Take(new() { UpTo = 3 });
        Assert.That(_picture.Proxies, Is.SameAs(before));
    }

    [Test]
    public async Task Who_is_not_the_peer_is_not_listened_to() => await Assert.ThatAsync(
        () => ReadAsync("""{"instance":"c"}"""),
        Throws.TypeOf<InvalidDataException>().With.Message.Contains("another control plane (c) answers there"));

    [TestCase("""{"upTo":3}""", "does not say who it is")]
    [TestCase("""{"instance":"b"}|{"proxy":""", "can't be read")]
    [TestCase("""{"instance":"b"}|null""", "is no line")]
    [TestCase("""{"instance":"b"}|{"proxy":{"node":"default.web","streams":[]}}""", "can't be read")]
    [TestCase("""{"instance":"b"}|{"proxy":{"node":null,"delivery":null,"streams":[]}}""", "can't be read")]
    [TestCase("""{"instance":"b"}|{"upTo":"many"}""", "can't be read")]
    [TestCase("""{"instance":"b"}|{"files":{"default":null}}""", "by halves")]
    [TestCase("""{"instance":"b"}|{"files":["default"]}""", "can't be read")]
    [TestCase("""{"instance":"b"}|{"proxy":{"node":"a","delivery":DELIVERY,"streams":null}}""", "can't be read")]
    [TestCase("""{"instance":"b"}|{"proxy":{"node":"a","delivery":DELIVERY,"streams":[null]}}""", "by halves")]
    [TestCase("""{"instance":"b"}|{"proxy":{"node":"a","delivery":DELIVERY,"streams":[],"overlay":OVERLAY}}""", "by halves")]
    public async Task What_is_no_such_line_ends_it_with_a_reason(string lines, string reason)
    {
        const string delivery = """{"name":"a","state":"Accepted","why":null,"rejections":[],"drainsUntil":null}""";
        const string overlay = """{"mesh":"m","name":"a","dialect":"istio","tagSets":[{"x":null}],"policy":null}""";
        var text = lines.Replace("DELIVERY", delivery).Replace("OVERLAY", overlay);
        await Assert.ThatAsync(() => ReadAsync(text), Throws.TypeOf<InvalidDataException>().With.Message.Contains(reason));
    }

    [Test]
    public async Task A_line_that_never_ends_is_not_kept() => await Assert.ThatAsync(
        () => ReadAsync(new string('x', FleetLines.Longest + 2), ""),
        Throws.TypeOf<InvalidDataException>().With.Message.Contains("a line of more than"));

    [Test]
    public void More_nodes_than_anybody_serves_are_not_kept()
    {
        _picture.Take(new() { Instance = "b" });
        var web = PeerByHand.Accepted("web");
        for (var node = 0; node < PeerPicture.MostNodes; node++) _picture.Take(new() { Proxy = web with { Node = $"{node}" } });
        _picture.Take(new() { Proxy = web with { Node = "0" } });
        Assert.That(() => _picture.Take(new() { Proxy = web }), Throws.TypeOf<InvalidDataException>());
    }

    private Task ReadAsync(string lines) => ReadAsync(lines.Replace('|', '\n'), "\n");

    private async Task ReadAsync(string text, string end)
    {
        using var told = new MemoryStream(Encoding.UTF8.GetBytes(text + end));
        await foreach (var line in FleetLines.ReadAsync(PipeReader.Create(told), default)) _picture.Take(line);
    }
}
