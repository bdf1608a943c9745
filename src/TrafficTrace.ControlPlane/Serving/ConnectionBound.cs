using Microsoft.AspNetCore.Connections;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>So many connections at once on one port; one more is closed as soon as it is accepted.</summary>
internal sealed class ConnectionBound(string port, long most, ILogger log)
{
    private long _open;
    private bool _told;

    public ConnectionDelegate Apply(ConnectionDelegate next) => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref _open) <= most)
            {
                await next(connection);
                return;
            }

            // Once: whoever floods the port would flood the log.
            if (!Interlocked.Exchange(ref _told, true)) log.ConnectionsFull(port, most);
            connection.Abort(new ConnectionAbortedException("there are too many connections"));
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
