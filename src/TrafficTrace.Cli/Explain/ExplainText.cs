using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Explain;

/// <summary>Why a proxy is traced as it is, for a person: the answer first, then each part with the field that says so.</summary>
internal static class ExplainText
{
    public static void Write(JsonNode? explanation, TextWriter output)
    {
        foreach (var line in Lines(explanation)) output.WriteLine(Plain.Line(line));
        foreach (var rejection in explanation.Items("connection", "rejections"))
            output.WriteLine(Plain.Line($"  rejected: {Rejection(rejection)}"));
        foreach (var lack in explanation.Items("without"))
            output.WriteLine(Plain.Line($"  its Envoy is too old: {lack.Text("field")}: {lack.Text("because")}"));
        if (explanation.At("overlay") is null) WriteListeners(explanation, output);
        if (!explanation.Items("lost").Any()) return;
        output.WriteLine();
        var lost = new TextTable("NOT THIS POLICY", "BECAUSE");
        foreach (var policy in explanation.Items("lost")) lost.Add(policy.Text("policy"), policy.Text("because"));
        lost.Write(output);
    }

    private static void WriteListeners(JsonNode? explanation, TextWriter output)
    {
        output.WriteLine();
        var listeners = new TextTable("LISTENER", "TRACED", "PROTOCOL", "BECAUSE");
        foreach (var listener in explanation.Items("listeners"))
            listeners.Add(listener.Text("name"), Traced(listener), listener.Text("protocol"), listener.Text("because"));
        listeners.Write(output);
    }

    private static IEnumerable<string> Lines(JsonNode? explanation)
    {
        var overlay = explanation.At("overlay");
        yield return overlay is null ? Dataplane(explanation) : OverlayText.Outcome(explanation, overlay);
        yield return $"policy:     {Policy(explanation.At("winner"))}";
        yield return $"backend:    {Backend(explanation.At("backend"))}";
        yield return $"sampling:   {(overlay is null ? Sampling(explanation.At("sampling")) : OverlayText.Sampling(overlay))}";
        if (overlay is not null) yield return $"because:    {overlay.Text("because")}";
        if (overlay is not null) yield return $"tags:       {OverlayText.Tags(overlay)}";
        yield return $"connection: {Connection(explanation.At("connection"))}";
    }

    private static string Dataplane(JsonNode? explanation)
    {
        var traced = explanation.Items("listeners").Any(listener => listener.Text("traced") == "true");
        return $"Dataplane {explanation.Text("mesh")}/{explanation.Text("name")} is {(traced ? "traced" : "untraced")}.";
    }

    private static string Policy(JsonNode? winner) => winner is null
        ? "none selects it"
        : $"{winner.Text("policy")}{In(winner.Text("origin"))}, by {winner.Text("selector")}: {winner.Text("because")}";

    private static string Backend(JsonNode? backend) =>
        backend is null ? "none" : $"{backend.Text("name")} ({backend.Text("type")}), by {From(backend.At("from"))}";

    private static string Sampling(JsonNode? sampling)
    {
        var from = sampling.At("from") is { } field ? $", by {From(field)}" : "";
        var parents = sampling.Text("followsParents") == "true" ? "; a request with a sampled parent as its caller decided" : "";
        return $"{sampling.Text("percent")}% via {sampling.Text("via")}{from}{parents}";
    }

    private static string Connection(JsonNode? connection)
    {
        var since = connection.Text("since") is { Length: > 0 } time ? $" since {time}" : "";
        if (connection.Text("state") != "connected") return $"{connection.Text("state")}{since}";
        return $"connected{since}; it has {(connection.Text("accepted") == "true" ? "" : "not ")}accepted all that is wanted now";
    }

    private static string Rejection(JsonNode? rejection) => rejection is JsonObject
        ? $"{rejection.Text("type")} {rejection.Text("resource")}: {rejection.Text("reason")}"
        : rejection.Text();

    public static string From(JsonNode? from) => $"{from.Text("field")}{In(from.Text("origin"))}";

    private static string In(string origin) => origin.Length > 0 ? $" ({origin})" : "";

    private static string Traced(JsonNode? listener) => listener.Text("traced") == "true" ? "yes" : "no";
}
