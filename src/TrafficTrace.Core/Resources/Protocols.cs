namespace TrafficTrace.Core.Resources;

public static class Protocols
{
    extension(Protocol protocol)
    {
        /// <summary>Served by a connection manager, hence traceable.</summary>
        public bool IsHttp => protocol is Protocol.Http or Protocol.Http2 or Protocol.Grpc;

        /// <summary>The workload understands nothing but HTTP/2.</summary>
        public bool IsHttp2 => protocol is Protocol.Http2 or Protocol.Grpc;

        /// <summary>As documents spell it; <c>unknown</c> for what they don't say.</summary>
        public string Word => protocol.ToString().ToLowerInvariant();
    }
}
