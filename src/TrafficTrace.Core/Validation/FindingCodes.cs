using System.Collections.Immutable;

namespace TrafficTrace.Core.Validation;

/// <summary>
/// Every kind of finding; <c>docs/findings.md</c> has a paragraph for each. An id that goes is not given again. 1001 and on: one document
/// by itself; 1101 and on: how documents fit together; 1201 and on: what a change does.
/// </summary>
public static class FindingCodes
{
    public static readonly FindingCode Invalid = new("TT1001", Severity.Error, "A document is refused");
    public static readonly FindingCode UnknownField = new("TT1002", Severity.Warning, "A field is not known");
    public static readonly FindingCode NotServed = new("TT1003", Severity.Warning, "A field of Kuma's is not served");
    public static readonly FindingCode NoEffect = new("TT1004", Severity.Warning, "A field has no effect beside another");
    public static readonly FindingCode TagWithoutPrefix = new("TT1005", Severity.Warning, "A tag lacks the prefix that gives it a meaning");
    public static readonly FindingCode DoubtfulCollector = new("TT1006", Severity.Warning, "A collector may take no spans");
    public static readonly FindingCode Unreachable = new("TT1007", Severity.Warning, "Others can't reach an inbound");
    public static readonly FindingCode Plaintext = new("TT1008", Severity.Warning, "A mesh that asks for more is served in plain text");
    public static readonly FindingCode SkippedKind = new("TT1009", Severity.Warning, "Documents of a kind are skipped");
    public static readonly FindingCode RuleNeverMatches = new("TT1010", Severity.Warning, "A rule never matches");
    public static readonly FindingCode NoMesh = new("TT1101", Severity.Warning, "There is no Mesh");
    public static readonly FindingCode NoBackend = new("TT1102", Severity.Warning, "A policy has no backend");
    public static readonly FindingCode SelectsNobody = new("TT1103", Severity.Warning, "A policy selects no proxy");
    public static readonly FindingCode NeverWins = new("TT1104", Severity.Warning, "A policy never wins");
    public static readonly FindingCode NotOffered = new("TT1105", Severity.Warning, "An outbound leads to a service that nobody offers");
    public static readonly FindingCode InVain = new("TT1106", Severity.Warning, "A proxy is selected in vain");
    public static readonly FindingCode DatadogSampling = new("TT1107", Severity.Info, "Sampling does not lessen what a Datadog agent gets");
    public static readonly FindingCode SamplingDecidesNothing = new("TT1108", Severity.Info, "A sampling decides nothing");
    public static readonly FindingCode FollowsStrangers =
        new("TT1109", Severity.Warning, "Parents of strangers are followed all the same");
    public static readonly FindingCode NoSecret = new("TT1110", Severity.Warning, "A secret is missing");
    public static readonly FindingCode NeedsNewEnvoy = new("TT1111", Severity.Info, "An older Envoy does less");
    public static readonly FindingCode RandomOverridesRoutes =
        new("TT1112", Severity.Info, "A random sampling overrides that of routes");
    public static readonly FindingCode CapBreaksTraces = new("TT1113", Severity.Warning, "A cap breaks traces of OpenTelemetry");
    public static readonly FindingCode NotSteered = new("TT1114", Severity.Warning, "A field means nothing to an overlay proxy");
    public static readonly FindingCode ExternalTracesNothing =
        new("TT1115", Severity.Warning, "An external backend traces no Dataplane");
    public static readonly FindingCode ForeignRequestIds =
        new("TT1116", Severity.Info, "Requests with an id of another form are not traced");
    public static readonly FindingCode FilesDiffer = new("TT1117", Severity.Warning, "Files of control planes on one store differ");
    public static readonly FindingCode Drains = new("TT1201", Severity.Info, "A change drains connections");
    public static readonly FindingCode LeavesUntraced = new("TT1202", Severity.Warning, "A change leaves proxies untraced");
    public static readonly FindingCode WrittenOver = new("TT1203", Severity.Warning, "An undo writes over a later change");

    public static readonly ImmutableArray<FindingCode> All =
    [
        Invalid, UnknownField, NotServed, NoEffect, TagWithoutPrefix, DoubtfulCollector, Unreachable, Plaintext,
        SkippedKind, RuleNeverMatches,
        NoMesh, NoBackend, SelectsNobody, NeverWins, NotOffered, InVain, DatadogSampling, SamplingDecidesNothing, FollowsStrangers,
        NoSecret, NeedsNewEnvoy, RandomOverridesRoutes, CapBreaksTraces, NotSteered, ExternalTracesNothing,
        ForeignRequestIds, FilesDiffer,
        Drains, LeavesUntraced, WrittenOver,
    ];
}
