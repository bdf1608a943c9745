using System.Net;

namespace DemoService;

/// <summary><see cref="Next"/> is called for each request; <see cref="Forwarded"/> are the headers that go along.</summary>
internal sealed record ServiceOptions(string Name, IPEndPoint Listen, IReadOnlyList<Uri> Next, IReadOnlyList<string> Forwarded);
