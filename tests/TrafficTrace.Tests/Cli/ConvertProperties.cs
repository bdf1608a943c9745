using FsCheck;
using FsCheck.Fluent;
using FsCheck.NUnit;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace TrafficTrace.Tests.Cli;

[Properties(Arbitrary = [typeof(MeshTraceCases)], MaxTest = 50)]
public sealed class ConvertProperties
{
    [Property]
    public async Task MeshTraces_that_a_TrafficTrace_can_say_come_back_as_they_were(MeshTraceCase given)
    {
        var there = await CommandRun.WithInputAsync(given.Documents, "convert", "--to", "traffictrace", "-f", "-");
        var back = await CommandRun.WithInputAsync(there.Output, "convert", "--to", "meshtrace", "-f", "-");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(there.Error, Does.Not.Contain("error:"));
            Assert.That(back.Output, Is.EqualTo(given.Documents), there.Output + back.Error);
        }
    }
}
