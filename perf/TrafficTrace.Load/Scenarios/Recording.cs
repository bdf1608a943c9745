using System.Text.Json;
using TrafficTrace.Load.Proxies;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>What a server sends to its first proxy, as a template: JSON, type URL → list of base64 messages.</summary>
internal static class Recording
{
    public static void Take(Server server, bool rtds, string file)
    {
        var resources = new Dictionary<string, string[]>();
        using var fleet = new Fleet(
            new(server.Xds, 1, server.Node, rtds, Delta: false, ProxiesPerConnection: 1) { Access = server.Access });
        fleet.Seen = (_, type, message) => resources[XdsTypes.Urls[(int)type]] = Messages(message);
        if (!fleet.RunUntil(() => fleet.AllSettled, TimeSpan.FromSeconds(10)))
            throw new TimeoutException(
                $"{server.Name} did not give its first proxy listeners; it gave {string.Join(", ", resources.Keys)}");
        File.WriteAllText(file, JsonSerializer.Serialize(resources));
    }

    private static string[] Messages(ReadOnlySpan<byte> response)
    {
        var messages = new List<string>();
        var fields = new ProtoReader(response);
        while (fields.Next())
        {
            if (fields.Field == 2) messages.Add(Convert.ToBase64String(ProtoReader.Find(fields.Bytes, 2)));
        }

        return [.. messages];
    }
}
