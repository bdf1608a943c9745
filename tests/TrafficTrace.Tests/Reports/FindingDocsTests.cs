using System.Text.RegularExpressions;
using TrafficTrace.Core.Validation;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Reports;

/// <summary>The table of findings and their page say the same.</summary>
internal sealed partial class FindingDocsTests
{
    [Test]
    public void Each_code_has_its_paragraph_and_each_paragraph_its_code()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "findings.md"));
        var headings = Heading().Matches(page)
            .Select(match => (Id: match.Groups["id"].Value, Title: match.Groups["title"].Value, Severity: match.Groups["severity"].Value));
        Assert.That(headings, Is.EqualTo(FindingCodes.All.Select(code => (code.Id, code.Title, code.Severity.ToString()))));
    }

    [Test]
    public void All_codes_are_in_the_table_in_order_and_once()
    {
        var fields = typeof(FindingCodes).GetFields().Select(field => field.GetValue(null)).OfType<FindingCode>();
        Assert.That(FindingCodes.All, Is.EqualTo(fields));
        Assert.That(FindingCodes.All.Select(code => code.Id), Is.Ordered.And.Unique);
    }

    [GeneratedRegex(@"^### (?<id>TT[0-9]{4}) (?<title>.+)\n(?<severity>\w+)\. \S", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();
}
