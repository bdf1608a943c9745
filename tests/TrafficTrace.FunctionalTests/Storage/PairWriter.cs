using System.Text.Json.Nodes;

namespace TrafficTrace.FunctionalTests.Storage;

/// <summary>
/// A client that writes two policies at once, again and again, each time with the next number in both; and remembers which number it tried
/// last, and which was answered.
/// </summary>
internal sealed class PairWriter(int number)
{
    private int _tried;

    /// <summary>The last number that was answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Until there is nobody who answers; each answer is counted.</summary>
    public async Task WriteAsync(HttpClient api, Countdown answers, CancellationToken dead)
    {
        try
        {
            while (!dead.IsCancellationRequested)
            {
                _tried++;
                using var body = new StringContent($"{Policy("a")}\n---\n{Policy("b")}", null, "application/yaml");
                using var answer = await api.PostAsync(new Uri("/_apply", UriKind.Relative), body, dead);
                if (!answer.IsSuccessStatusCode) continue;
                Answered = _tried;
                answers.Count();
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
        {
            // killed
        }
    }

    /// <summary>What is there is what was answered last, or what was tried since, in both policies.</summary>
    public async Task LookAsync(HttpClient api)
    {
        var (a, b) = (await NumberOfAsync(api, "a"), await NumberOfAsync(api, "b"));
        Assert.That(a, Is.EqualTo(b), $"writer {number}: half of a write");
        Assert.That(a, Is.InRange(Answered, _tried), $"writer {number}");
        Answered = a;
        _tried = a;
    }

    private string Policy(string half) => $$"""
        type: TrafficTrace
        mesh: default
        name: {{half}}-{{number}}
        selectors: [{ match: { kuma.io/service: '*' } }]
        conf: { backend: n{{_tried}} }
        """;

    private async Task<int> NumberOfAsync(HttpClient api, string half)
    {
        using var answer = await api.GetAsync(new Uri($"/meshes/default/traffic-traces/{half}-{number}", UriKind.Relative));
        if (!answer.IsSuccessStatusCode) return 0;
        var policy = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return int.Parse(((string)policy["conf"]!["backend"]!)[1..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
