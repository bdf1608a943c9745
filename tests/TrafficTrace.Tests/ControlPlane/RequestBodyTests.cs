using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.ControlPlane.Serving;

namespace TrafficTrace.Tests.ControlPlane;

/// <summary>What clients have sent of unfinished messages is bounded for all of them together.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RequestBodyTests
{
    private const int Room = 100_000;

    private readonly UnfinishedRequests _all = new(Room, Room, NullLogger<UnfinishedRequests>.Instance);

    [Test]
    public async Task An_unfinished_message_for_which_there_is_no_room_is_refused()
    {
        await ReadAsync(Room - 1);
        var refused = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(2));
        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task Who_sends_little_is_taken_though_there_is_no_room()
    {
        await ReadAsync(Room);
        await ReadAsync(0);
    }

    [Test]
    public async Task A_call_that_ends_makes_room()
    {
        using (await ReadAsync(Room))
        {
        }

        await ReadAsync(Room);
    }

    [Test]
    public async Task A_message_that_is_complete_makes_room()
    {
        var body = await ReadAsync(Room);
        body.CancelPendingRead();
        var rest = await body.ReadAsync();
        body.AdvanceTo(rest.Buffer.End);
        await ReadAsync(Room);
    }

    [Test]
    public async Task What_a_refused_call_held_makes_room()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        using var body = new RequestBody(pipe.Reader, IPAddress.Loopback, _all);
        await pipe.Writer.WriteAsync(Head(RequestBody.Free + Room));
        var read = await body.ReadAsync();
        body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        await pipe.Writer.WriteAsync(new byte[RequestBody.Free + Room + 1]);
        await Assert.ThrowsAsync<RpcException>(async () => await body.ReadAsync());
        await ReadAsync(Room);
    }

    /// <summary>Reads a part of a message that never comes whole.</summary>
    /// <param name="beyond">Bytes over what counts for nothing.</param>
    private async Task<RequestBody> ReadAsync(int beyond)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var bytes = new byte[RequestBody.Free + beyond];
        Head(2 * bytes.Length).CopyTo(bytes, 0);
        await pipe.Writer.WriteAsync(bytes);
        var body = new RequestBody(pipe.Reader, IPAddress.Loopback, _all);
        var read = await body.ReadAsync();
        body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        return body;
    }

    private static byte[] Head(int length)
    {
        var head = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), length);
        return head;
    }
}
