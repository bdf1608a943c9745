using System.Runtime.CompilerServices;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Store;

internal sealed class SamenessTests
{
    [Test]
    public void An_object_has_one_token_and_an_equal_one_another()
    {
        var (one, equal) = (new string('a', 3), new string('a', 3));
        var token = Sameness.Of(one);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sameness.Of(one), Is.SameAs(token));
            Assert.That(Sameness.Of(equal), Is.Not.SameAs(token));
        }
    }

    [Test]
    public void A_token_does_not_keep_its_object()
    {
        var (token, value) = OfSomething();
        GC.Collect();
        Assert.That(value.IsAlive, Is.False);
        GC.KeepAlive(token);
    }

    // In a method of its own, so that no local of the test holds the object.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (object Token, WeakReference Value) OfSomething()
    {
        var value = new object();
        return (Sameness.Of(value), new WeakReference(value));
    }
}
