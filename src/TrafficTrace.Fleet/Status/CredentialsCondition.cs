using System.Collections.Immutable;
using System.Globalization;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.Fleet.Status;

/// <summary>Whether what connected proxies have shown of themselves, a token or a certificate, ends soon: then they are refused.</summary>
internal static class CredentialsCondition
{
    /// <summary>Nothing while none does.</summary>
    /// <param name="deliveries">Of the proxies of a mesh.</param>
    /// <param name="now">The present time.</param>
    public static IEnumerable<Condition> Of(ImmutableArray<ProxyDelivery> deliveries, DateTimeOffset now)
    {
        ProxyDelivery[] ending = [.. deliveries.Where(delivery => delivery.ExpiresAt - ProxyIdentity.ExpiresSoon <= now)];
        if (ending.Length == 0) yield break;
        var first = TimeText.Of(ending.Min(delivery => delivery.ExpiresAt!.Value));
        var names = Some.Names([.. ending.Select(delivery => delivery.Name)]);
        yield return Condition.Is("Credentials", false, "Expiring", string.Create(
            CultureInfo.InvariantCulture,
            $"{ending.Length} connected proxies have shown a token or certificate that ends, or has ended; the first at {first}: {names}"));
    }
}
