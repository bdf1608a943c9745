using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using TrafficTrace.Core.Validation;
using TrafficTrace.Storage;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Turns settings into options; collects all that is wrong with them instead of stopping at the first.</summary>
internal sealed class OptionsReader(SettingSources sources)
{
    private static readonly TimeSpan SharedStreamAge = TimeSpan.FromMinutes(30);

    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Good only while <see cref="Problems"/> is empty.</summary>
    public ControlPlaneOptions Read()
    {
        var defaults = new ControlPlaneOptions();
        var options = new ControlPlaneOptions
        {
            XdsPort = Port(Setting.XdsPort, defaults.XdsPort),
            XdsPlainPort = sources.Find(Setting.XdsPlainPort) is null ? null : Port(Setting.XdsPlainPort, 0),
            XdsTls = Tls(Setting.XdsTlsCert, Setting.XdsTlsKey),
            XdsClientCa = Single(Setting.XdsClientCa)?.Value,
            ApiPort = Port(Setting.ApiPort, defaults.ApiPort),
            ApiTls = Tls(Setting.ApiTlsCert, Setting.ApiTlsKey),
            Bind = Bind(defaults.Bind),
            ApiHosts = [.. sources.Find(Setting.ApiHost)?.Values ?? []],
            ApiLocalAdmin = IsOn(Setting.ApiLocalAdmin, defaults.ApiLocalAdmin),
            AdminTokenFile = Single(Setting.AdminTokenFile)?.Value,
            Oidc = OidcReader.Read(
                Single(Setting.ApiOidcIssuer), Single(Setting.ApiOidcAudience), sources.Find(Setting.ApiGroupMap), _problems),
            MetricsAuth = Switch(Setting.MetricsAuth),
            Resources = Resources(),
            StartWithSoundFiles = Switch(Setting.StartWithSoundFiles),
            MaxSourceLoss = Percent(Setting.MaxSourceLoss),
            DefaultMesh = !Switch(Setting.NoDefaultMesh),
            Secrets = Secrets(),
            Store = StoreReader.Read(Single(Setting.Store), Single(Setting.StoreFile), _problems),
            HistoryKeep = HistoryKeep(defaults.HistoryKeep),
            HistorySize = HistorySize(defaults.HistorySize),
            ReplicaAddress = ReplicaAddress(),
            OverlayMesh = MeshName(Setting.OverlayMesh, defaults.OverlayMesh),
            AcceptPlaintext = [.. sources.Find(Setting.AcceptPlaintext)?.Values ?? []],
            PublicKeys = PublicKeysReader.Read(sources.Find(Setting.DataplaneTokenPublicKey), _problems),
            TokenExpiryStrict = TokenExpiryStrict(),
            KeySeal = KeySealReader.Read(Single(Setting.SecretsKeyFile), _problems),
        };
        options = options with { XdsAuth = XdsAuthReader.Read(sources.Find(Setting.XdsAuth), options.Bind, _problems) };
        options = options with { MaxStreamAge = MaxStreamAge(options.Store), Doubts = Doubts(options) };
        PortsDiffer(options);
        _problems.AddRange(TlsReader.WithoutTls(options, KeyOf));
        _problems.AddRange(XdsAuthReader.Missing(options, KeyOf));
        _problems.AddRange(sources.LoggingFaults);
        return options;
    }

    private int Port(Setting setting, int otherwise)
    {
        if (Single(setting) is not var (key, value)) return otherwise;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort) return port;
        _problems.Add(new(key, $"'{value}' is no port; give a number from 0 to {IPEndPoint.MaxPort} (0: any free one)"));
        return otherwise;
    }

    private string MeshName(Setting setting, string otherwise)
    {
        if (Single(setting) is not var (key, value)) return otherwise;
        if (NameRules.OfMesh(value).FirstOrDefault() is not { } violation) return value;
        _problems.Add(new(key, $"'{value}' is no name of a mesh: {violation}"));
        return otherwise;
    }

    private double? Percent(Setting setting)
    {
        if (Single(setting) is not var (key, value)) return null;
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 100)
            return percent;
        _problems.Add(new(key, $"'{value}' is no share; give a number from 0 to 100"));
        return null;
    }

    private TimeSpan HistoryKeep(TimeSpan otherwise)
    {
        if (Single(Setting.HistoryKeep) is not var (key, value)) return otherwise;
        if (StoreReader.Duration(value) is { } keep) return keep;
        _problems.Add(new(key, $"'{value}' is no duration; give one such as 30d or 12h"));
        return otherwise;
    }

    private long HistorySize(long otherwise)
    {
        if (Single(Setting.HistorySize) is not var (key, value)) return otherwise;
        if (StoreReader.Size(value) is { } size) return size;
        _problems.Add(new(key, $"'{value}' is no size; give one such as 500MiB or 2GiB"));
        return otherwise;
    }

    private TimeSpan? MaxStreamAge(StoreAddress store)
    {
        if (Single(Setting.MaxStreamAge) is not var (key, value)) return store.IsShared ? SharedStreamAge : null;
        if (value == "off") return null;
        if (StoreReader.Duration(value) is { TotalSeconds: >= 1 } age) return age;
        _problems.Add(new(key, $"'{value}' is no age of a stream; give one such as 30m, from 1s on, or off"));
        return null;
    }

    private ReplicaPlace? ReplicaAddress()
    {
        if (Single(Setting.ReplicaAddress) is not var (key, value)) return null;
        if (ReplicaPlace.Parse(value) is { } place) return place;
        _problems.Add(new(key, $"'{value}' is no place to reach it by; give HOST or HOST:PORT, such as 10.0.0.7:5681"));
        return null;
    }

    private bool Switch(Setting setting)
    {
        if (Single(setting) is not var (key, value)) return false;
        if (bool.TryParse(value, out var isOn)) return isOn;
        _problems.Add(new(key, $"'{value}' is neither true nor false"));
        return false;
    }

    private bool TokenExpiryStrict()
    {
        if (Single(Setting.TokenExpiry) is not var (key, value)) return false;
        if (value is not ("reconnect" or "strict")) _problems.Add(new(key, $"'{value}' is not known; give reconnect or strict"));
        return value == "strict";
    }

    private bool IsOn(Setting setting, bool otherwise)
    {
        if (Single(setting) is not var (key, value)) return otherwise;
        if (value is "on" or "off") return value == "on";
        _problems.Add(new(key, $"'{value}' is neither on nor off"));
        return otherwise;
    }

    private IPAddress Bind(IPAddress otherwise)
    {
        if (Single(Setting.Bind) is not var (key, value)) return otherwise;
        if (value == "localhost") return IPAddress.Loopback;
        if (IPAddress.TryParse(value, out var address)) return address;
        _problems.Add(new(key, $"'{value}' is no IP address"));
        return otherwise;
    }

    private ImmutableArray<string> Resources()
    {
        if (sources.Find(Setting.Resources) is not { } given) return [];
        foreach (var path in given.Values.Where(path => !Path.Exists(path)))
            _problems.Add(new(given.Key, $"there is no file or folder '{path}' (looked for in {Environment.CurrentDirectory})"));
        return given.Values;
    }

    private string? Secrets()
    {
        if (Single(Setting.Secrets) is not var (key, folder)) return null;
        if (!Directory.Exists(folder))
            _problems.Add(new(key, $"there is no folder '{folder}' (looked for in {Environment.CurrentDirectory})"));
        return folder;
    }

    private TlsFiles? Tls(Setting certificate, Setting key) =>
        TlsReader.Read(Single(certificate), Single(key), certificate, key, _problems);

    private void PortsDiffer(ControlPlaneOptions options)
    {
        (Setting Port, int Number)[] ports =
            [(Setting.XdsPort, options.XdsPort), (Setting.XdsPlainPort, options.XdsPlainPort ?? 0), (Setting.ApiPort, options.ApiPort)];
        foreach (var same in ports.Where(port => port.Number != 0).GroupBy(port => port.Number))
        {
            var first = KeyOf(same.First().Port);
            var use = same.First().Port == Setting.XdsPort ? "the port for Envoy" : "a port";
            foreach (var (port, number) in same.Skip(1))
                _problems.Add(new(KeyOf(port), $"{number} is {use} already ({first}); they cannot share one"));
        }
    }

    private ImmutableArray<Problem> Doubts(ControlPlaneOptions options)
    {
        var none = new Problem(Setting.Resources.Option, "is not given, so only what the API is told is served, until the process ends");
        var doubts = options.Resources.IsEmpty && options.Store.IsMemory ? sources.Unknown.Add(none) : sources.Unknown;
        return doubts.AddRange(XdsAuthReader.Exposed(options, KeyOf));
    }

    /// <summary>The key under which it was given, for messages.</summary>
    public string KeyOf(Setting setting) => sources.Find(setting)?.Key ?? setting.Option;

    private (string Key, string Value)? Single(Setting setting)
    {
        if (sources.Find(setting) is not { } given) return null;
        if (given.Values.Length > 1) _problems.Add(new(given.Key, $"is given {given.Values.Length} times; it takes one value"));
        return (given.Key, given.Values[^1]);
    }
}
