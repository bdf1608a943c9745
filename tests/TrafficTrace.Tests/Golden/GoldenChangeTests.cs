using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Golden;

/// <summary>
/// What proxies get otherwise than from the last release drains connections when a control plane is upgraded, so the change log names the
/// golden folder. <c>released.sha256</c> has the goldens of that release: <c>UPDATE_RELEASED=1 dotnet test</c> writes it, with a release
/// and at no other time.
/// </summary>
public partial class GoldenChangeTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/TrafficTrace.Tests/Golden");
    private static readonly string Released = Path.Combine(Folder, "released.sha256");

    [Test]
    public void What_is_other_than_in_the_last_release_is_told_under_Drains()
    {
        var now = Hashes();
        if (Environment.GetEnvironmentVariable("UPDATE_RELEASED") == "1")
            File.WriteAllLines(Released, now.Select(file => $"{file.Value}  {file.Key}"));

        var released = File.ReadLines(Released).Select(line => line.Split("  ")).ToDictionary(line => line[1], line => line[0]);
        Assert.That(released, Is.Not.Empty);
        var changed = released.Where(file => now.TryGetValue(file.Key, out var hash) && hash != file.Value)
            .Select(file => file.Key.Split('/')[0]).Distinct();
        var told = Drains().Match(File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md"))).Value;
        Assert.That(
            changed.Where(name => !told.Contains($"`{name}`", StringComparison.Ordinal)),
            Is.Empty,
            "proxies get something else than from the last release: say so under Drains in CHANGELOG.md, with the names of these folders");
    }

    /// <summary>Of each output, by folder and file name; a folder that is new, or is gone, is no change.</summary>
    private static SortedDictionary<string, string> Hashes() => new(
        Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(Folder, file).Replace('\\', '/'),
            file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    [GeneratedRegex(@"^## Unreleased\n(?:(?!## ).*\n)*?### Drains\n(?:(?!#).*\n?)*", RegexOptions.Multiline)]
    private static partial Regex Drains();
}
