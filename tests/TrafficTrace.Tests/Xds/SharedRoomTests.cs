using System.Net;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>Nobody takes the room of all.</summary>
internal sealed class SharedRoomTests
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Other = IPAddress.Parse("10.0.0.2");

    [Test]
    public void An_address_has_its_share_and_leaves_the_rest_to_others()
    {
        var room = new SharedRoom(10, 6);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(room.TryTake(One, 6), Is.EqualTo(RoomAnswer.Taken));
            Assert.That(room.TryTake(One, 1), Is.EqualTo(RoomAnswer.FullForAddress));
            Assert.That(room.TryTake(Other, 4), Is.EqualTo(RoomAnswer.Taken));
            Assert.That(room.TryTake(Other, 1), Is.EqualTo(RoomAnswer.Full));
            Assert.That(room.Taken, Is.EqualTo(10));
        }
    }

    [Test]
    public void What_is_given_back_can_be_taken_again()
    {
        var room = new SharedRoom(10, 6);
        room.TryTake(One, 6);
        room.GiveBack(One, 6);
        Assert.That(room.Taken, Is.Zero);
        Assert.That(room.TryTake(One, 6), Is.EqualTo(RoomAnswer.Taken));
    }

    [TestCase("2001:db8::1", "2001:db8::ffff:1", RoomAnswer.FullForAddress, TestName = "The addresses of an IPv6 network count as one")]
    [TestCase("2001:db8::1", "2001:db8:0:1::1", RoomAnswer.Taken, TestName = "Those of another do not")]
    [TestCase("10.0.0.1", "::ffff:10.0.0.1", RoomAnswer.FullForAddress, TestName = "An IPv4 address is the same in IPv6")]
    public void An_address_is_whose_network_it_is(string first, string second, RoomAnswer answer)
    {
        var room = new SharedRoom(10, 1);
        room.TryTake(IPAddress.Parse(first), 1);
        Assert.That(room.TryTake(IPAddress.Parse(second), 1), Is.EqualTo(answer));
    }
}
