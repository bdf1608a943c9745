using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Translation.Tracers;

namespace TrafficTrace.Tests.Translation;

/// <summary>A backend type is a record, a reader and a tracer: the compiler holds the tracer, these tests the rest.</summary>
public class BackendTypeTests
{
    private static readonly Type[] Collectors =
        [.. typeof(Collector).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Collector)))];

    private static readonly Type[] Tracers = [.. typeof(Tracer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Tracer)))];

    [Test]
    public void Each_type_of_collector_is_read_from_a_conf() =>
        Assert.That(BackendReader.Types.Select(type => type.Read.Method.ReturnType), Is.EquivalentTo(Collectors));

    [Test]
    public void Each_type_of_collector_has_an_answer_in_a_match() =>
        Assert.That(
            typeof(ICollectorMatch<>).GetMethods().Select(method => method.GetParameters().Single().ParameterType),
            Is.EquivalentTo(Collectors));

    [Test]
    public void Each_type_of_collector_has_a_tracer_of_its_own_but_the_external_which_has_none()
    {
        var tracers = new[] { Tracer.Of(Given.Zipkin), Tracer.Of(Given.Agent), Tracer.Of(Given.Otlp) }.Select(tracer => tracer.GetType());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tracers, Is.EquivalentTo(tracers));
            Assert.That(Tracers, Has.Length.EqualTo(Collectors.Length - 1));
            Assert.That(() => Tracer.Of(new ExternalCollector("theirs")), Throws.TypeOf<NotSupportedException>());
        }
    }

    [Test]
    public void Tracers_are_equal_when_their_collectors_are()
    {
        var tracer = Tracer.Of(Given.Zipkin);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tracer.Of(Given.Zipkin), Is.SameAs(tracer));
            Assert.That(Tracer.Of(Given.Zipkin with { }), Is.Not.SameAs(tracer).And.EqualTo(tracer));
            Assert.That(Tracer.Of(Given.Zipkin with { Name = "other" }), Is.Not.EqualTo(tracer));
        }
    }
}
