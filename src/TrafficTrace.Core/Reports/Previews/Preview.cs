using System.Collections.Immutable;
using System.Text.Json;

namespace TrafficTrace.Core.Reports.Previews;

/// <summary>
/// What a write would do. <see cref="Revision"/> is the state on which it was looked at; where <see cref="Valid"/> is false the write
/// would be refused, and <see cref="Findings"/> say why. <see cref="Changes"/> come with the most proxies first. <see cref="Token"/> is for
/// <c>?ifPreview=</c>: see <see cref="PreviewToken"/>.
/// </summary>
public sealed record Preview(
    string Revision,
    bool Valid,
    ImmutableArray<Advice> Findings,
    PreviewedProxies Proxies,
    ImmutableArray<PreviewedChange> Changes,
    PreviewedDrains Drains,
    string Token)
{
    /// <summary>Kinds of change that are not shown in <see cref="Changes"/>, since there are very many.</summary>
    public int MoreChanges { get; init; }

    /// <summary>Of a write that would be refused.</summary>
    public static Preview Refused(string revision, ImmutableArray<Advice> findings, int proxies) =>
        new(revision, false, findings, PreviewedProxies.Untouched(proxies), [], PreviewedDrains.None, PreviewToken.Nothing);

    /// <summary>The one form in which it is told.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PreviewJson.Told.Preview);
}
