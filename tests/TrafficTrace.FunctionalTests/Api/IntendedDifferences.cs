namespace TrafficTrace.FunctionalTests.Api;

/// <summary>Where the API means to answer otherwise than Kuma, and why. Of these exchanges only the status is compared.</summary>
internal static class IntendedDifferences
{
    private const string WrongType = "a value of a wrong type is told with its field, beside all else that is wrong";
    private const string Yaml = "YAML is taken and given";

    public static readonly IReadOnlyDictionary<string, (int Status, string Why)> ById = new Dictionary<string, (int, string)>
    {
        ["mesh zipkin conf list"] = (400, WrongType),
        ["mesh bad client times"] = (400, WrongType),
        ["tt match 'k':True"] = (400, WrongType),
        ["dp tag 'version':1"] = (400, WrongType),
        ["mesh url 'http://[fe80::1%25eth0]:9411/x'"] = (400, "Envoy rejects the address"),
        ["mesh url 'http://z:99999999999999999999/x'"] = (400, "Envoy rejects the port"),
        ["mesh yaml body"] = (200, Yaml),
        ["mesh json as text/yaml"] = (200, Yaml),
        ["mesh get accept yaml"] = (200, Yaml),
        ["tt k8s form"] = (200, "documents of either form are taken"),
        ["dp gateway type number"] = (400, "builtin gateways are not served"),
        ["dp name 'a_b'"] = (201, "names that Kuma allowed once are allowed"),
    };
}
