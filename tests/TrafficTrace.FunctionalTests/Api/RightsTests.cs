using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>Each path says which right it needs, and docs/api.md has it.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed partial class RightsTests
{
    private RouteEndpoint[] _paths = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        _paths = [.. plane.Endpoints.OfType<RouteEndpoint>()];
    }

    [Test]
    public void Each_path_says_which_right_it_needs()
    {
        var silent = _paths.Where(path => path.Metadata.GetMetadata<Needed>() is null).Select(path => path.RoutePattern.RawText!);
        Assert.That(silent.Where(path => !path.Contains("unimplemented", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_table_of_the_API_has_it_too()
    {
        var docs = File.ReadLines(Path.Combine(Repository.Root, "docs/api.md")).Select(line => Row().Match(line))
            .Where(row => row.Success).SelectMany(Cells).Order(StringComparer.Ordinal);
        var served =
            from path in _paths
            let methods = path.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
            where !path.Metadata.OfType<Grpc.AspNetCore.Server.GrpcMethodMetadata>().Any()
            from method in methods
            where method != HttpMethods.Head
            select $"{method} {Shown(path)} {Word(path.Metadata.GetMetadata<Needed>()!)}";
        Assert.That(docs, Is.SupersetOf(served.Distinct()));
    }

    private static IEnumerable<string> Cells(Match row) =>
        from path in Quoted().Matches(row.Groups["paths"].Value).Select(one => one.Groups[1].Value)
        from verb in row.Groups["verbs"].Value.Split(", ")
        where verb != "HEAD"
        let rights = row.Groups["rights"].Value.Split(", ")
        select $"{verb} {path} {(verb == "GET" || rights.Length == 1 ? rights[0] : rights[1])}";

    // A name of a constraint is not shown, nor that there could be other versions of the description.
    private static string Shown(RouteEndpoint path) =>
        Constraint().Replace(path.RoutePattern.RawText!, "}").Replace("{documentName}", "v1", StringComparison.Ordinal);

    private static string Word(Needed needed) => needed.Right switch
    {
        Right.Nothing => "none",
        Right.Name => "token",
        _ => needed.Right.ToString().ToLowerInvariant(),
    };

    [GeneratedRegex(
        @"^\| (?<paths>`[^|]*`) \| (?<verbs>(GET|PUT|POST|DELETE|HEAD)[^|]*) \| (?<rights>[a-z, ]+) \|",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@":\w+}")]
    private static partial Regex Constraint();
}
