using System.Text.RegularExpressions;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Wire;

/// <summary>The page of fields says what is read.</summary>
internal sealed partial class TracingDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tracing.md"));

    [Test]
    public void Each_example_is_taken_without_a_word()
    {
        var examples = Example().Matches(Page).Select(match => Reads.Text(match.Groups[1].Value)).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(examples, Is.Not.Empty);
            Assert.That(examples.SelectMany(result => result.Errors.Concat(result.Warnings)), Is.Empty);
            Assert.That(examples.SelectMany(result => result.Resources), Has.Exactly(examples.Length).Items);
        }
    }

    [Test]
    public void Each_field_of_a_policy_and_each_type_of_backend_is_on_it()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var field in TracingConfReader.Known) Assert.That(Page, Does.Match($@"\| `{field.Name}[`.\[]"));
            foreach (var type in BackendReader.Types) Assert.That(Page, Does.Contain($"### `type: {type.Name}`"));
        }
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
