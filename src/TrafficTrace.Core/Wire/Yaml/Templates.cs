namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>Places of a template that nobody filled in: <c>{{ .Values.name }}</c>.</summary>
internal static class Templates
{
    public const string Unrendered =
        "holds {{ }}, so this is a template that was not rendered: render it first, as helm template or kumactl apply --dry-run do";

    public static bool IsUnrendered(DocumentNode? node) => node is ScalarNode { Kind: ScalarKind.Text } scalar && IsUnrendered(scalar.Text);

    public static bool IsUnrendered(string text) => text.Contains("{{", StringComparison.Ordinal);
}
