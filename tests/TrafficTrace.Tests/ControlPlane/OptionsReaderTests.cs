using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using TrafficTrace.ControlPlane;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.Tests.ControlPlane;

[Parallelizable(ParallelScope.All)]
internal sealed class OptionsReaderTests
{
    private const string AnyPorts = "--xds-port 0 --api-port 0";

    [Test]
    public void Nothing_given_serves_loopback_on_the_usual_ports()
    {
        var (options, _) = Read("");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.XdsPort, Is.EqualTo(5678));
            Assert.That(options.ApiPort, Is.EqualTo(5681));
            Assert.That(options.Bind, Is.EqualTo(IPAddress.Loopback));
        }
    }

    [TestCase("--api-port 0 --xds-port 1", "2", "3", 1)]
    [TestCase("--api-port 0", "2", "3", 2)]
    [TestCase("--api-port 0", null, "3", 3)]
    public void The_command_line_beats_the_environment_which_beats_the_file(string arguments, string? variable, string file, int expected)
    {
        var (options, _) = Read(arguments, ("TRAFFICTRACE_XDS_PORT", variable), ("xds-port", file));
        Assert.That(options.XdsPort, Is.EqualTo(expected));
    }

    [Test]
    public void What_repeats_is_taken_whole_from_the_first_place_that_has_it()
    {
        var path = AppContext.BaseDirectory;
        var byCommand = Read(
            $"{AnyPorts} --resources {path} --accept-plaintext a --accept-plaintext b", default, ("resources:1", "/nowhere"));
        var byVariable = Read(AnyPorts, ("TRAFFICTRACE_ACCEPT_PLAINTEXT", "a, b"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byCommand.Problems, Is.Empty);
            Assert.That(byCommand.Options.Resources, Is.EqualTo(new[] { path }));
            Assert.That(byCommand.Options.AcceptPlaintext, Is.EquivalentTo(new[] { "a", "b" }));
            Assert.That(byVariable.Options.AcceptPlaintext, Is.EquivalentTo(new[] { "a", "b" }));
        }
    }

    [Test]
    public void The_folder_of_secrets_has_to_be_there()
    {
        var (options, problems) = Read($"{AnyPorts} --secrets {AppContext.BaseDirectory}");
        Assert.That(problems, Is.Empty);
        Assert.That(options.Secrets, Is.EqualTo(AppContext.BaseDirectory));
        Assert.That(
            Read(AnyPorts, ("TRAFFICTRACE_SECRETS", "/no/such/folder")).Problems,
            Is.EqualTo([$"TRAFFICTRACE_SECRETS: there is no folder '/no/such/folder' (looked for in {Environment.CurrentDirectory})"]));
    }

    [TestCase("10.0.0.7", "10.0.0.7", null)]
    [TestCase("cp-1.example:5681", "cp-1.example", 5681)]
    [TestCase("[::1]:80", "[::1]", 80)]
    public void Where_others_reach_it_is_a_host_and_maybe_a_port(string given, string host, int? port) =>
        Assert.That(Read($"{AnyPorts} --replica-address {given}").Options.ReplicaAddress, Is.EqualTo(new ReplicaPlace(host, port)));

    [TestCase("http://10.0.0.7")]
    [TestCase("10.0.0.7/path")]
    [TestCase("0.0.0.0:5681")]
    [TestCase("10.0.0.7:0")]
    [TestCase("me@10.0.0.7")]
    [TestCase(":5681")]
    public void Where_nobody_reaches_it_is_refused(string given) =>
        Assert.That(Read($"{AnyPorts} --replica-address {given}").Problems, Has.One.Contains("is no place to reach it by"));

    [TestCase("", null, false)]
    [TestCase("--start-with-sound-files", null, true)]
    [TestCase("--start-with-sound-files false", "true", false)]
    [TestCase("--start-with-sound-files --bind ::1", null, true)]
    [TestCase("", "True", true)]
    public void A_switch_needs_no_value_on_the_command_line(string arguments, string? variable, bool expected)
    {
        var (options, problems) = Read($"{AnyPorts} {arguments}", ("TRAFFICTRACE_START_WITH_SOUND_FILES", variable));
        Assert.That(problems, Is.Empty);
        Assert.That(options.StartWithSoundFiles, Is.EqualTo(expected));
    }

    [Test]
    public void A_switch_takes_true_or_false_only() => Assert.That(
        Read($"{AnyPorts} --start-with-sound-files maybe").Problems,
        Is.EqualTo(["--start-with-sound-files: 'maybe' is neither true nor false"]));

    [Test]
    public void All_that_is_wrong_is_said_at_once_each_under_the_key_that_was_used()
    {
        var (_, problems) = Read(
            "--api-port 70000 --bind nowhere --resources /no/such/path --xds-auth jwt", ("TRAFFICTRACE_XDS_PORT", "many"));
        Assert.That(problems, Is.EquivalentTo(new[]
        {
            "TRAFFICTRACE_XDS_PORT: 'many' is no port; give a number from 0 to 65535 (0: any free one)",
            "--api-port: '70000' is no port; give a number from 0 to 65535 (0: any free one)",
            "--bind: 'nowhere' is no IP address",
            $"--resources: there is no file or folder '/no/such/path' (looked for in {Environment.CurrentDirectory})",
            "--xds-auth: 'jwt' is not known; give none, token or mtls, or several of them with commas",
        }));
    }

    [Test]
    public void Beyond_loopback_it_serves_only_when_told_how_proxies_show_who_they_are()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Read($"{AnyPorts} --bind 0.0.0.0").Problems, Has.One.StartsWith("--bind: 0.0.0.0 can be reached from other machines"));
            Assert.That(Read($"{AnyPorts} --bind 0.0.0.0 --xds-auth none").Problems, Is.Empty);
            Assert.That(Read($"{AnyPorts} --bind 0.0.0.0 --xds-auth token,none").Problems, Is.Empty);
            Assert.That(
                Read($"{AnyPorts} --bind 0.0.0.0 --xds-auth token").Options.Doubts.Select(doubt => doubt.ToString()),
                Has.One.StartsWith("--xds-auth: proxies send their tokens in plain text"));
            Assert.That(Read($"{AnyPorts} --xds-auth mtls").Problems, Has.One.Contains("--xds-client-ca FILE"));
            Assert.That(Read($"{AnyPorts} --bind ::1").Problems, Is.Empty);
        }
    }

    [Test]
    public void A_variable_and_a_key_that_are_no_settings_are_told_with_the_nearest()
    {
        var (options, problems) = Read($"--resources {AppContext.BaseDirectory}", ("TRAFFICTRACE_RESOURCE", "x"), ("api-prot", "1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problems, Is.Empty);
            Assert.That(options.Doubts.Select(doubt => doubt.ToString()), Is.EqualTo(new[]
            {
                "TRAFFICTRACE_RESOURCE: is not known, and has no effect; did you mean TRAFFICTRACE_RESOURCES?",
                "appsettings.json: api-prot: is not known, and has no effect; did you mean api-port?",
            }));
        }
    }

    [TestCase("TRAFFICTRACE_SERVICE_HOST", "10.0.0.1")]
    [TestCase("TRAFFICTRACE_PORT", "tcp://10.0.0.1:5678")]
    [TestCase("TRAFFICTRACE_CP_SERVICE_HOST", "10.0.0.1")]
    [TestCase("TRAFFICTRACE_CP_SERVICE_PORT", "5678")]
    [TestCase("TRAFFICTRACE_CP_SERVICE_PORT_XDS", "5678")]
    [TestCase("TRAFFICTRACE_CP_PORT", "tcp://10.0.0.1:5678")]
    [TestCase("TRAFFICTRACE_CP_PORT_5678_TCP", "tcp://10.0.0.1:5678")]
    [TestCase("TRAFFICTRACE_CP_PORT_5678_TCP_ADDR", "10.0.0.1")]
    [TestCase("TRAFFICTRACE_CP_PORT_5678_TCP_PORT", "5678")]
    [TestCase("TRAFFICTRACE_XDS_PORT", "tcp://10.0.0.1:5678")]
    public void What_Kubernetes_sets_for_a_service_of_our_name_is_no_slip(string variable, string value)
    {
        var (options, problems) = Read($"--resources {AppContext.BaseDirectory}", (variable, value));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problems, Is.Empty);
            Assert.That(options.Doubts, Is.Empty);
            Assert.That(options.XdsPort, Is.EqualTo(5678));
        }
    }

    [TestCase("TRAFFICTRACE_PORT", "5678", "; did you mean TRAFFICTRACE_XDS_PORT or TRAFFICTRACE_API_PORT or TRAFFICTRACE_XDS_PLAIN_PORT?")]
    [TestCase("TRAFFICTRACE_XSD_PORT", "5678", "; did you mean TRAFFICTRACE_XDS_PORT?")]
    public void A_slip_in_the_name_of_a_port_is_not_taken_for_one_of_them(string variable, string value, string hint)
    {
        var doubts = Read($"--resources {AppContext.BaseDirectory}", (variable, value)).Options.Doubts;
        Assert.That(doubts.Select(doubt => doubt.ToString()), Is.EqualTo(new[] { $"{variable}: is not known, and has no effect{hint}" }));
    }

    [TestCase("Logging:LogLvel:Default", "Warning", "is not known, and has no effect")]
    [TestCase("Logging:Console:FormaterName", "json", "is not known, and has no effect; did you mean Logging:Console:FormatterName?")]
    [TestCase("xds-port:value", "1", "has no effect; xds-port takes a value or a list of values")]
    [TestCase("traffictrace:xds-port", "1", "is not known, and has no effect; did you mean xds-port?")]
    public void Keys_within_others_are_looked_at_too(string key, string value, string told)
    {
        var (options, problems) = Read($"--resources {AppContext.BaseDirectory}", default, (key, value));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problems, Is.Empty);
            Assert.That(options.Doubts.Select(doubt => doubt.ToString()), Is.EqualTo(new[] { $"appsettings.json: {key}: {told}" }));
            Assert.That(options.XdsPort, Is.EqualTo(5678));
        }
    }

    [TestCase("Logging:LogLevel:Microsoft.AspNetCore", "Debug")]
    [TestCase("Logging:Console:LogLevel:Default", "none")]
    [TestCase("Logging:Console:FormatterOptions:UseUtcTimestamp", "true")]
    [TestCase("logging:console:formattername", "json")]
    [TestCase("RESOURCES:0", ".")]
    public void What_can_be_set_is_no_slip(string key, string value)
    {
        var (options, problems) = Read($"--resources {AppContext.BaseDirectory}", default, (key, value));
        Assert.That(problems.Concat(options.Doubts.Select(doubt => doubt.ToString())), Is.Empty);
    }

    [Test]
    public void A_level_or_a_format_of_the_log_that_is_none_refuses_the_start()
    {
        var (_, problems) = Read("", ("Logging__LogLevel__Default", "Inof"), ("Logging:Console:FormatterName", "xml"));
        Assert.That(problems, Is.EqualTo(new[]
        {
            "Logging__LogLevel__Default: 'Inof' is no level; give one of Trace, Debug, Information, Warning, Error, Critical, None",
            "appsettings.json: Logging:Console:FormatterName: 'xml' is no format of the log; give one of simple, json, systemd",
        }));
    }

    [TestCase("--port 1", "--port: there is no such option; did you mean --xds-port or --api-port or --xds-plain-port?")]
    [TestCase("--resource=x", "--resource: there is no such option; did you mean --resources?")]
    [TestCase("serve", "serve: belongs to no option")]
    public void An_option_that_is_none_is_told_with_what_may_be_meant_and_where_to_look(string arguments, string told)
    {
        var parsed = StartCommand.Create((_, _) => Task.FromResult(0), (_, _, _) => Task.FromResult(0)).Parse(arguments);
        Assert.That(
            StartCommand.Problems(parsed).Select(problem => problem.ToString()),
            Is.EqualTo(new[] { told, "see traffictrace-cp --help" }));
    }

    [Test]
    public void No_resources_are_told_unless_there_is_a_store()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Read("").Options.Doubts.Select(doubt => doubt.Key), Is.EqualTo(new[] { "--resources" }));
            Assert.That(Read("--store sqlite:x.db").Options.Doubts, Is.Empty);
        }
    }

    [Test]
    public void A_store_is_read_from_option_variable_key_or_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "postgres:Host=db;Password=hush;Database=tt\n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Read("").Options.Store.ToString(), Is.EqualTo("memory"));
            Assert.That(Read("--store sqlite:x.db").Options.Store.ToString(), Is.EqualTo("sqlite:x.db"));
            Assert.That(Read("", ("TRAFFICTRACE_STORE", "sqlite:y.db")).Options.Store.ToString(), Is.EqualTo("sqlite:y.db"));
            Assert.That(Read("", default, ("store", "sqlite:z.db")).Options.Store.ToString(), Is.EqualTo("sqlite:z.db"));
            Assert.That(Read($"--store-file {file}").Options.Store.ToString(), Is.EqualTo("postgres://db:5432/tt"));
            Assert.That(Read($"--store-file {file}").Options.ToString(), Does.Not.Contain("hush"));
        }

        File.Delete(file);
    }

    [TestCase("--store postgres:hush", "--store: is no connection")]
    [TestCase("--store mysql:hush", "--store: is no store")]
    [TestCase("--store-file /none/hush", "--store-file: '/none/hush' can't be read")]
    [TestCase("--store memory --store-file x", "--store-file: and --store say the same")]
    [TestCase("--history-keep x", "--history-keep: 'x' is no duration")]
    [TestCase("--history-keep NaNd", "--history-keep: 'NaNd' is no duration")]
    [TestCase("--history-keep -1d", "--history-keep: '-1d' is no duration")]
    [TestCase("--history-size 10", "--history-size: '10' is no size")]
    [TestCase("--history-size -1MiB", "--history-size: '-1MiB' is no size")]
    [TestCase("--history-size 9000000000GiB", "--history-size: '9000000000GiB' is no size")]
    [TestCase("--max-stream-age x", "--max-stream-age: 'x' is no age of a stream")]
    [TestCase("--max-stream-age 0", "--max-stream-age: '0' is no age of a stream")]
    [TestCase("--max-stream-age 999ms", "--max-stream-age: '999ms' is no age of a stream")]
    public void A_store_that_can_not_be_is_told(string arguments, string told) =>
        Assert.That(Read(arguments).Problems, Has.One.StartsWith(told));

    [TestCase("30d", 30 * 24)]
    [TestCase("1.5d", 36)]
    [TestCase("12h", 12)]
    [TestCase("99999999d", 36_500 * 24)]
    public void History_is_kept_for_days_or_a_duration(string given, double hours) =>
        Assert.That(Read($"--history-keep {given}").Options.HistoryKeep, Is.EqualTo(TimeSpan.FromHours(hours)));

    [TestCase("1GiB", 1L << 30)]
    [TestCase("500MiB", 500L << 20)]
    [TestCase("64KiB", 64L << 10)]
    public void The_history_has_a_size(string given, long bytes) =>
        Assert.That(Read($"--history-size {given}").Options.HistorySize, Is.EqualTo(bytes));

    [TestCase("", null)]
    [TestCase("--store sqlite:x.db", null)]
    [TestCase("--store postgres:Host=db", 30 * 60)]
    [TestCase("--store postgres:Host=db --max-stream-age off", null)]
    [TestCase("--store postgres:Host=db --max-stream-age 1h", 60 * 60)]
    [TestCase("--max-stream-age 90s", 90)]
    public void Streams_grow_old_where_others_share_the_store_or_as_it_is_said(string given, int? seconds) =>
        Assert.That(Read(given).Options.MaxStreamAge?.TotalSeconds, Is.EqualTo(seconds));

    [Test]
    public void Ports_are_not_bound_to_read_them()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Assert.That(Read($"--xds-port {((IPEndPoint)taken.LocalEndpoint).Port}").Problems, Is.Empty);
    }

    [Test]
    public void The_two_ports_differ()
    {
        Assert.That(Read("--xds-port 15999 --api-port 15999").Problems, Has.One.Contains("they cannot share one"));
    }

    private static (ControlPlaneOptions Options, string[] Problems) Read(
        string arguments, (string Name, string? Value) variable = default, (string Key, string? Value) file = default)
    {
        var parsed = StartCommand.Create((_, _) => Task.FromResult(0), (_, _, _) => Task.FromResult(0)).Parse(arguments);
        Assert.That(parsed.Errors, Is.Empty);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(file.Key is { } key ? [KeyValuePair.Create(key, file.Value)] : []).Build();
        var environment = new Dictionary<string, string>();
        if (variable is (string name, string value)) environment.Add(name, value);
        var reader = new OptionsReader(new SettingSources(parsed, environment, configuration));
        var options = reader.Read();
        return (options, [.. reader.Problems.Select(problem => problem.ToString())]);
    }
}
