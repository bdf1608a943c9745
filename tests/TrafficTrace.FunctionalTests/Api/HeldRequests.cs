using System.Net.Sockets;
using System.Text;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>Writes whose bodies begin and do not go on.</summary>
internal sealed class HeldRequests(Uri address) : IDisposable
{
    private readonly List<TcpClient> _clients = [];

    public async Task BeginAsync(int count)
    {
        var head = Encoding.ASCII.GetBytes(
            $"PUT /meshes/held HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{");
        for (var i = 0; i < count; i++)
        {
            var client = new TcpClient();
            _clients.Add(client);
            await client.ConnectAsync(address.Host, address.Port);
            await client.GetStream().WriteAsync(head);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
    }
}
