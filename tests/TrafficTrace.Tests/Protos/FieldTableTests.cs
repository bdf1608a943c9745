using System.Reflection;
using System.Runtime.CompilerServices;
using Envoy.Api.Protos;
using Google.Protobuf.Reflection;

namespace TrafficTrace.Tests.Protos;

/// <summary>
/// Holds our definitions of the Envoy API against the table of upstream's names, numbers and types: one digit off, and
/// an Envoy reads something else, or nothing.
/// </summary>
public class FieldTableTests
{
    private static readonly FileDescriptor[] Files =
    [
        .. typeof(EnvoyTypes).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>(),
    ];

    [Test]
    public void Every_definition_of_ours_is_in_the_table_and_no_row_is_stale()
    {
        var table = File.ReadLines(TablePath()).Where(line => !line.StartsWith('#')).Select(line => line.TrimEnd())
            .ToHashSet(StringComparer.Ordinal);
        var ours = Files.SelectMany(Rows).ToHashSet(StringComparer.Ordinal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Files, Has.Length.GreaterThan(20), "files found");
            Assert.That(ours.Except(table), Is.Empty, "ours, but not as the table has it");
            Assert.That(table.Except(ours), Is.Empty, "in the table, but not in use");
        }
    }

    [Test]
    public void Every_message_that_is_packed_can_be_printed()
    {
        var known = EnvoyTypes.Files.Concat(EnvoyTypes.Files.SelectMany(file => file.Dependencies)).ToHashSet();
        var packed = Files.Where(file => file.Package.StartsWith("envoy.extensions.", StringComparison.Ordinal));

        Assert.That(packed.Except(known), Is.Empty);
    }

    private static IEnumerable<string> Rows(FileDescriptor file) =>
        file.MessageTypes.SelectMany(Rows)
            .Concat(file.EnumTypes.SelectMany(Rows))
            .Concat(file.Services.SelectMany(service => service.Methods.Select(Row)));

    private static IEnumerable<string> Rows(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().Select(Row)
            .Concat(message.NestedTypes.Where(nested => !nested.IsMapEntry).SelectMany(Rows))
            .Concat(message.EnumTypes.SelectMany(Rows));

    private static IEnumerable<string> Rows(EnumDescriptor values) =>
        values.Values.Select(value => string.Join('\t', "enum", values.FullName, value.Name, value.Number));

    private static string Row(FieldDescriptor field) => string.Join(
        '\t', "field", field.ContainingType.FullName, field.Name, field.FieldNumber, Type(field) + OneOf(field));

    private static string Row(MethodDescriptor method) => string.Join(
        '\t', "rpc", method.Service.FullName, method.Name, "",
        $"{Side(method.IsClientStreaming, method.InputType)} -> {Side(method.IsServerStreaming, method.OutputType)}");

    private static string Side(bool stream, MessageDescriptor message) => (stream ? "stream " : "") + message.FullName;

    private static string OneOf(FieldDescriptor field) =>
        field.RealContainingOneof is { } choice ? $"\toneof {choice.Name}" : "";

    private static string Type(FieldDescriptor field)
    {
        if (field.IsMap) return $"map<{Single(field.MessageType.FindFieldByNumber(1))},{Single(field.MessageType.FindFieldByNumber(2))}>";
        return (field.IsRepeated ? "repeated " : "") + Single(field);
    }

    private static string Single(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        var scalar => scalar.ToString().ToLowerInvariant(),
    };

    private static string TablePath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "envoy-api-fields.tsv");
}
