using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Server;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Incident;

/// <summary>Whose tracing is overridden, and by what.</summary>
internal sealed class OverrideOptions
{
    private readonly Option<string?> _name = new Option<string?>("--name")
    {
        Description = "Its name; one with the time in it if left out.",
        HelpName = "NAME",
    }.Read(text => ((string?)text, NameRules.OfResource(text).FirstOrDefault()));

    private readonly Option<string?> _backend = new("--backend") { Description = "Only proxies of that backend.", HelpName = "BACKEND" };

    private readonly Option<string[]> _tags = new("--tags")
    {
        Description = "Only proxies with these tags, as kuma.io/service=web,version=2. May repeat: any of them.",
        HelpName = "TAG=VALUE,…",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _off = new("--off") { Description = "No tracing." };

    private readonly Option<double?> _sampling = new Option<double?>("--sampling")
    {
        Description = "That sampling instead, in percent.",
        HelpName = "PERCENT",
    }.Read(text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100
        ? ((double?)percent, null)
        : (null, "it must be a number from 0 to 100"));

    private readonly Option<bool> _noDrain = new("--no-drain")
    {
        Description = "Leave proxies alone that would have to drain connections for it.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _off, _sampling, _backend, _tags, _noDrain, _name }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_off) == (result.GetResult(_sampling) is not null)) result.AddError("Give one of --off and --sampling.");
        });
        _tags.Validators.Add(result =>
        {
            foreach (var tags in result.GetValueOrDefault<string[]>().Where(tags => Match(tags) is null))
                result.AddError($"--tags \"{tags}\": write tags as kuma.io/service=web,version=2.");
        });
    }

    public string NameOf(ParseResult parsed, TimeProvider time) =>
        parsed.GetValue(_name) ?? time.GetUtcNow().ToString("'override-'yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);

    public JsonObject Document(ParseResult parsed, string mesh, string name)
    {
        var document = new JsonObject { ["type"] = ApiKind.TracingOverride.Type, ["mesh"] = mesh, ["name"] = name };
        if (parsed.GetValue(_backend) is { } backend) document["backend"] = backend;
        if (parsed.GetRequiredValue(_tags) is { Length: > 0 } tags)
            document["selectors"] = new JsonArray([.. tags.Select(one => new JsonObject { ["match"] = Match(one) })]);
        if (parsed.GetValue(_sampling) is { } sampling) document["sampling"] = sampling;
        else document["off"] = true;
        if (parsed.GetValue(_noDrain)) document["drain"] = false;
        return document;
    }

    /// <summary>Null for a text that is none.</summary>
    private static JsonObject? Match(string text)
    {
        var match = new JsonObject();
        foreach (var tag in text.Split(','))
        {
            if (tag.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value]) return null;
            match[name] = value;
        }

        return match;
    }
}
