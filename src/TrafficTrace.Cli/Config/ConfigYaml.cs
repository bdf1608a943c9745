using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Cli.Config;

/// <summary>The configuration as the text of its file.</summary>
internal static class ConfigYaml
{
    public static string Write(ConfigDocument config)
    {
        var document = new JsonObject();
        if (config.Current is not null) document["current"] = config.Current;
        document["servers"] = new JsonArray([.. config.Servers.Select(NodeOf)]);
        return Document.Render(document, OutputFormat.Yaml);
    }

    private static JsonObject NodeOf(ServerEntry server)
    {
        var node = new JsonObject { ["name"] = server.Name, ["address"] = server.Address };
        if (server.TokenFile is not null) node["tokenFile"] = server.TokenFile;
        if (server.CaFile is not null) node["caFile"] = server.CaFile;
        return node;
    }

    /// <exception cref="CommandFailure">It is not what <see cref="Write"/> writes.</exception>
    public static ConfigDocument Read(string text, string file)
    {
        var (documents, errors) = YamlJson.Read(text, file);
        if (errors is [var error, ..]) throw Unreadable($"{file}:{error.Line}", error.Message);
        try
        {
            return documents is [] ? ConfigDocument.Empty : Read(documents[0]);
        }
        catch (InvalidDataException wrong)
        {
            throw Unreadable(file, wrong.Message);
        }
    }

    private static ConfigDocument Read(JsonNode root)
    {
        if (root is not JsonObject) throw new InvalidDataException("it has to have the fields current and servers");
        var servers = root.At("servers") switch
        {
            null => [],
            JsonArray list => list,
            _ => throw new InvalidDataException("servers: has to be a list"),
        };
        var current = root.Text("current");
        return new ConfigDocument(current.Length > 0 ? current : null, [.. servers.Select(Entry)]);
    }

    private static ServerEntry Entry(JsonNode? node, int index) =>
        node.Text("name") is { Length: > 0 } name && node.Text("address") is { Length: > 0 } address
            ? new ServerEntry(name, address, File(node, "tokenFile"), File(node, "caFile"))
            : throw new InvalidDataException($"servers[{index}]: has to have a name and an address");

    private static string? File(JsonNode? node, string field) => node.Text(field) is { Length: > 0 } file ? file : null;

    private static CommandFailure Unreadable(string where, string reason) =>
        CommandFailure.WrongUse($"{where}: the configuration of traffictrace can't be read: {reason}. Correct or delete the file.");
}
