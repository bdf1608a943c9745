using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.KumaCases;

public class KumaCaseTests
{
    private static readonly string[] Compared = ["listeners", "tracingClusters", "otherClusters"];

    [TestCaseSource(typeof(Recording), nameof(Recording.All))]
    public void We_answer_as_Kuma_did_but_for_what_we_mean_to_change(Recording recording)
    {
        var kuma = recording.Load();
        var asked = Recording.Replay(kuma).Asked(kuma["node"]!.GetValue<string>(), SamplingMode.Listener);
        var ours = Answer.Of(new ProxyTranslator().Translate(asked));

        var differences = Compared.SelectMany(part => Difference.Between(kuma[part], ours[part], part));
        Assert.That(differences, Is.EquivalentTo(IntendedDifferences.Of(recording.Name)));
    }

    [Test]
    public void Every_intended_difference_belongs_to_a_recording() =>
        Assert.That(IntendedDifferences.Recordings, Is.SubsetOf(Recording.All().Select(recording => recording.Name)));
}
