using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Status;

/// <summary>A status for a person.</summary>
internal static class StatusText
{
    public static void Write(IReadOnlyCollection<StatusAnswer> answers, TextWriter output)
    {
        var table = new TextTable(
            "MESH", "NAME", "OUTCOME", "DELIVERY", "MATCHED", "WINS", "ACCEPTED", "REJECTED", "PENDING", "OFFLINE", "DRAINING");
        foreach (var answer in answers) table.Add(Cells(answer));
        table.Write(output);
        foreach (var answer in answers) WriteDetails(answer, output);
    }

    /// <summary>As <c>accepted by 3 of 5 connected, 1 rejected, 1 pending, 2 offline</c>.</summary>
    public static string Progress(StatusAnswer answer)
    {
        var proxies = answer.Proxies;
        string[] others =
        [
            .. Counted(proxies.Rejected, "rejected"), .. Counted(proxies.Pending, "pending"), .. Counted(proxies.Offline, "offline"),
            .. Counted(proxies.Unknown, "unknown"),
            .. answer.Delivery == StatusAnswer.Frozen ? new[] { "the mesh is frozen" } : [], .. Outcome(answer.Outcome),
        ];
        return string.Join(", ", [$"accepted by {proxies.Accepted} of {proxies.Connected} connected", .. others]);
    }

    /// <summary>Each reason and below it whose it is.</summary>
    public static IEnumerable<string> Rejections(StatusAnswer answer) => answer.Rejections.SelectMany(rejection => new[]
    {
        $"  {Plain.Line($"{rejection.Type} {rejection.Resource}: {rejection.Reason}")}",
        $"    {Plain.Line(Names(rejection.Proxies, rejection.Count))}",
    });

    private static string[] Cells(StatusAnswer answer)
    {
        var proxies = answer.Proxies;
        int[] counts =
        [
            proxies.Matched, proxies.Wins, proxies.Accepted, proxies.Rejected, proxies.Pending, proxies.Offline, proxies.Draining,
        ];
        return [answer.Mesh, answer.Name ?? "-", answer.Outcome ?? "-", answer.Delivery, .. counts.Select(count => count.ToString())];
    }

    private static void WriteDetails(StatusAnswer answer, TextWriter output)
    {
        if (answer.Proxies.Overlay > 0) output.WriteLine($"overlay proxies among those that win: {answer.Proxies.Overlay}");
        if (answer.Proxies.Unknown > 0) output.WriteLine($"proxies of a control plane that does not answer: {answer.Proxies.Unknown}");
        foreach (var policy in answer.Policies)
            output.WriteLine(Plain.Line($"policy {policy.Name}: {policy.Outcome ?? "-"}, {policy.Delivery ?? "-"}"));
        foreach (var condition in answer.Conditions.Where(condition => condition.Message.Length > 0))
            output.WriteLine(Plain.Line($"{condition.Type} {condition.Status}: {condition.Message}"));
        if (!answer.Rejections.IsEmpty) output.WriteLine("rejected:");
        foreach (var line in Rejections(answer)) output.WriteLine(line);
        if (!answer.Waiting.IsEmpty) output.WriteLine("waiting:");
        foreach (var waiting in answer.Waiting)
            output.WriteLine($"  {Plain.Line($"{waiting.Why}: {Names(waiting.Proxies, waiting.Count)}")}");
    }

    private static string Names(IReadOnlyCollection<string> names, int count) =>
        string.Join(", ", names) + (count > names.Count ? $" and {count - names.Count} more" : "");

    private static string[] Outcome(string? outcome) => outcome switch
    {
        "Outranked" => ["other policies win"],
        "MatchesNothing" => ["no proxy matches"],
        "BackendMissing" => ["its backend is missing"],
        _ => [],
    };

    private static string[] Counted(int count, string what) => count == 0 ? [] : [$"{count} {what}"];
}
