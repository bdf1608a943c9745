using Grpc.Core;

// dotnet TrafficTrace.XdsClients.dll TARGET
// Calls the backend until it is killed, four calls at a time; each prints "ok NAME" or "failed CODE: why". C-core's own xDS client.
var answer = new Method<string, string>(
    MethodType.Unary, "clients.Backend", "Answer", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
var calls = new DefaultCallInvoker(new Channel(args[0], ChannelCredentials.Insecure));

await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CallForeverAsync()));

async Task CallForeverAsync()
{
    while (true)
    {
        Console.WriteLine(await CallAsync());
        await Task.Delay(5);
    }
}

async Task<string> CallAsync()
{
    try
    {
        return $"ok {await calls.AsyncUnaryCall(answer, null, new CallOptions(deadline: DateTime.UtcNow.AddSeconds(5)), "")}";
    }
    catch (RpcException failure)
    {
        return $"failed {failure.StatusCode}: {failure.Status.Detail}";
    }
}
