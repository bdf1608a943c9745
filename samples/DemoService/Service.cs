using System.Net;
using System.Runtime.CompilerServices;

namespace DemoService;

/// <summary>
/// <c>/</c> calls the next services and answers with theirs; <c>/stream?seconds=N</c> sends one event a second for N seconds;
/// <c>/healthy</c> answers 200.
/// </summary>
internal sealed class Service(ServiceOptions options, HttpClient client)
{
    private const int LongestStream = 3600;

    public static WebApplication Create(ServiceOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.Listen));
        // Without a propagator of its own, so that no header goes along but those that are to be forwarded.
        builder.Services.AddSingleton(new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<Service>();

        var app = builder.Build();
        var service = app.Services.GetRequiredService<Service>();
        app.MapGet("/", service.AnswerAsync);
        app.MapGet("/stream", service.Stream);
        app.MapGet("/healthy", () => Results.Text("healthy\n"));
        return app;
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        try
        {
            var answers = await Task.WhenAll(options.Next.Select(next => CallAsync(next, request)));
            return Results.Json(new Answer(options.Name, answers));
        }
        catch (HttpRequestException failure)
        {
            return Results.Text(
                $"{options.Name} can't reach the next service: {failure.Message}\n", statusCode: (int)HttpStatusCode.BadGateway);
        }
    }

    private async Task<Answer> CallAsync(Uri next, HttpRequest cause)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, next);
        foreach (var header in options.Forwarded.Where(cause.Headers.ContainsKey))
            request.Headers.TryAddWithoutValidation(header, cause.Headers[header].AsEnumerable());
        using var response = await client.SendAsync(request, cause.HttpContext.RequestAborted);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Answer>())!;
    }

    private IResult Stream(int seconds) =>
        seconds is < 1 or > LongestStream
            ? Results.Text($"seconds must be from 1 to {LongestStream}\n", statusCode: (int)HttpStatusCode.BadRequest)
            : Results.ServerSentEvents(TicksAsync(seconds));

    private static async IAsyncEnumerable<string> TicksAsync(int seconds, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var second = 1; second <= seconds; second++)
        {
            await timer.WaitForNextTickAsync(cancellation);
            yield return $"{second} of {seconds}";
        }
    }
}
