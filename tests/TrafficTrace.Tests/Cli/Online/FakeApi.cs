using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Tests.Cli.Online;

/// <summary>An API that answers what a test wrote down for it, and remembers what it was asked; anything else is 404, as there.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ScriptedAnswer>> _answers = [];
    private readonly ConcurrentQueue<AskedRequest> _asked = [];
    private readonly WebApplication _app;

    private FakeApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Address => _app.Urls.Single();

    public IReadOnlyCollection<AskedRequest> Asked => _asked;

    /// <summary>The only request that is no GET.</summary>
    public AskedRequest Written => _asked.Single(request => request.Method != "GET");

    public static async Task<FakeApi> StartAsync()
    {
        var api = new FakeApi();
        await api._app.StartAsync();
        return api;
    }

    /// <summary>
    /// Of several answers to a request each is given once, and the last of them from then on. A request that ends in <c>?*</c> is one of
    /// any query.
    /// </summary>
    public FakeApi On(string request, string body, int status = 200, string? revision = null)
    {
        _answers.GetOrAdd(request, _ => []).Enqueue(new ScriptedAnswer(status, body, revision));
        return this;
    }

    /// <summary>A list that fits on one page, however it is asked for.</summary>
    public FakeApi OnList(string path, params string[] items)
    {
        var list = $$"""{"total": {{items.Length}}, "items": [{{string.Join(',', items)}}], "next": null}""";
        foreach (var query in new[] { "?size=1", "?size=1000" }) On($"GET {path}{query}", list);
        return this;
    }

    public Task<CommandRun> RunAsync(params string[] args) => RunAsync("", args);

    public Task<CommandRun> RunAsync(string input, string[] args) => CommandRun.OnAsync(Beside, input, args);

    /// <summary>A terminal from which the commands speak to this API.</summary>
    public Terminal Beside(Terminal terminal)
    {
        var others = terminal.Variable;
        return terminal with { Variable = name => name == "TRAFFICTRACE_SERVER" ? Address : others(name) };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        _asked.Enqueue(new AskedRequest(
            context.Request.Method,
            target,
            await reader.ReadToEndAsync(),
            context.Request.Headers.UserAgent.ToString(),
            context.Request.Headers.Authorization.ToString()));
        var answer = Next($"{context.Request.Method} {target}");
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        if (answer.Revision is not null) context.Response.Headers["X-Revision"] = answer.Revision;
        await context.Response.WriteAsync(answer.Body);
    }

    private static string AnyQuery(string request) => $"{request.Split('?')[0]}?*";

    private ScriptedAnswer Next(string request)
    {
        if (!_answers.TryGetValue(request, out var answers) && !_answers.TryGetValue(AnyQuery(request), out answers))
            return new ScriptedAnswer(404, """{"status": 404, "title": "Could not retrieve a resource", "detail": "Not found"}""", null);
        if (answers.Count > 1 && answers.TryDequeue(out var first)) return first;
        return answers.TryPeek(out var last) ? last : throw new InvalidOperationException(request);
    }
}
