using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>Addresses of hosts as they stand in their row: name → IP.</summary>
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class HostsJson : JsonSerializerContext
{
    public static string Write(HostAddresses hosts) => JsonSerializer.Serialize(
        new SortedDictionary<string, string>(hosts.ByName, StringComparer.Ordinal), Default.SortedDictionaryStringString);

    /// <summary>What is no address is left out.</summary>
    public static HostAddresses Read(string text)
    {
        try
        {
            var byName = JsonSerializer.Deserialize(text, Default.SortedDictionaryStringString)!;
            return new(HostAddresses.None.ByName.SetItems(byName.Where(host => IPAddress.TryParse(host.Value, out _))));
        }
        catch (JsonException broken)
        {
            throw new JournalAwayException("the store holds addresses of hosts that this program can't read", broken);
        }
    }
}
