using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>
/// Lines as they are written and read, a JSON object each. To whoever reads, one that is too long or is none ends them; so does a peer that
/// says nothing for a while.
/// </summary>
internal static class FleetLines
{
    /// <summary>In bytes: a node has 32 streams at most, and an id that is sane.</summary>
    public const int Longest = 1024 * 1024;

    private const int FlushAt = 64 * 1024;

    /// <summary>Gives whether there was a line. One that nobody would read is left out.</summary>
    public static async Task<bool> WriteAsync(PipeWriter body, IEnumerable<FleetLine> lines, CancellationToken left)
    {
        var text = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(text);
        var isAny = false;
        foreach (var line in lines)
        {
            isAny = true;
            JsonSerializer.Serialize(json, line, ReplicaJson.Default.FleetLine);
            json.Reset();
            if (text.WrittenCount <= Longest)
            {
                body.Write(text.WrittenSpan);
                body.Write("\n"u8);
            }

            text.ResetWrittenCount();
            if (body.UnflushedBytes >= FlushAt) await body.FlushAsync(left);
        }

        if (isAny) await body.FlushAsync(left);
        return isAny;
    }

    /// <exception cref="InvalidDataException">What is told is no such line; for people.</exception>
    /// <exception cref="TimeoutException">Nothing is told any more; for people.</exception>
    public static async IAsyncEnumerable<FleetLine> ReadAsync(PipeReader told, [EnumeratorCancellation] CancellationToken token)
    {
        try
        {
            while (true)
            {
                var read = await Patience.WithAsync(patient => told.ReadAsync(patient).AsTask(), token);
                var rest = read.Buffer;
                while (Take(ref rest) is { } line) yield return line;
                if (rest.Length > Longest) throw new InvalidDataException($"it tells a line of more than {Longest} bytes");
                told.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted) yield break;
            }
        }
        finally
        {
            await told.CompleteAsync(); // its buffers go back
        }
    }

    private static FleetLine? Take(ref ReadOnlySequence<byte> rest)
    {
        if (rest.PositionOf((byte)'\n') is not { } end) return null;
        var reader = new Utf8JsonReader(rest.Slice(0, end));
        rest = rest.Slice(rest.GetPosition(1, end));
        try
        {
            return JsonSerializer.Deserialize(ref reader, ReplicaJson.Default.FleetLine)
                ?? throw new InvalidDataException("it tells what is no line of a replica");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"it tells what can't be read: {broken.Message}", broken);
        }
    }
}
