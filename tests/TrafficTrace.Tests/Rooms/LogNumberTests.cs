using System.Reflection;
using Microsoft.Extensions.Logging;
using TrafficTrace.ControlPlane.Wiring;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Reconciliation;
using TrafficTrace.Storage;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Rooms;

internal sealed class LogNumberTests
{
    private static readonly Assembly[] Logging =
        [typeof(ControlPlaneApp).Assembly, typeof(Reconciler).Assembly, typeof(XdsServer).Assembly, typeof(Journals).Assembly];

    [Test]
    public void No_number_of_a_log_line_is_given_twice()
    {
        var numbers =
            from assembly in Logging
            from type in assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            let line = method.GetCustomAttribute<LoggerMessageAttribute>()
            where line is not null
            select (line.EventId, Name: $"{type.Name}.{method.Name}");
        var byNumber = numbers.ToLookup(line => line.EventId, line => line.Name);
        Assert.That(byNumber, Has.Count.GreaterThan(50), "the lines are found by their attribute");
        Assert.That(byNumber.Where(lines => lines.Count() > 1).Select(lines => $"{lines.Key}: {string.Join(", ", lines)}"), Is.Empty);
    }
}
