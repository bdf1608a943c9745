namespace TrafficTrace.Tests.Cli.Online;

/// <summary>Answers of <c>_status</c>.</summary>
internal static class Statuses
{
    public static string Of(
        string delivery, int accepted, int rejected = 0, int pending = 0, int offline = 0, string more = "", int unknown = 0) => $$"""
        {"mesh": "default", "name": "all", "revision": "x-2", "outcome": "Wins", "delivery": "{{delivery}}",
         "proxies": {"matched": 9, "wins": {{accepted + rejected + pending + offline}},
                     "connected": {{accepted + rejected + pending}},
                     "accepted": {{accepted}}, "rejected": {{rejected}}, "pending": {{pending}},
                     "offline": {{offline}}, "unknown": {{unknown}}, "draining": 0}{{more}}}
        """;

    public static string Rejected(int accepted, int pending = 0) => Of("Rejected", accepted, rejected: 2, pending, more: """
        , "rejections": [{"reason": "no such file /ca.pem", "type": "CDS", "resource": "tracing:zipkin", "proxies": ["web-1", "web-2"],
                          "count": 2, "since": "2026-01-01T00:00:00Z"}]
        """);
}
