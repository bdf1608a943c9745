using FsCheck.NUnit;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace TrafficTrace.Tests.Registration;

/// <summary>Whatever order things come in, the registered are those of a model that knows streams alone.</summary>
[Category("Long")]
public sealed class RegistryProperties
{
    private static readonly string[] Names = ["a", "b"]; // so few that they never are many
    private static readonly string[] Addresses = ["10.0.0.1", "10.0.0.2"];

    [Property(MaxTest = 300)]
    public void The_registered_are_those_with_a_stream_or_without_one_for_less_than_their_time(int seed)
    {
        var random = new Random(seed);
        var (here, model) = (new RegistryByHand(), new RegistrationModel());
        for (var step = 0; step < 80; step++)
        {
            switch (random.Next(10))
            {
                case < 4:
                    var (name, port, address) = (Names[random.Next(2)], 8080 + random.Next(2), Addresses[random.Next(2)]);
                    Assert.That(here.Connect(step, name, port, address) is null, Is.EqualTo(model.Connect(step, name, port, address)));
                    break;
                case < 7 when model.Streams is { Length: > 0 } open:
                    var stream = open[random.Next(open.Length)];
                    here.Close(stream);
                    model.Close(stream);
                    break;
                case 9 when random.Next(3) == 0:
                    here = new($"next-{step}", rows: here.Rows);
                    here.Load();
                    model.Restart();
                    break;
                default:
                    var seconds = random.Next(5) == 0 ? random.Next(700) : random.Next(12);
                    here.Pass(seconds);
                    model.Pass(seconds);
                    break;
            }

            Assert.That(here.Store, Is.EqualTo(model.Registered), $"seed {seed}, step {step}");
            Assert.That(here.Rows.Names, Is.EqualTo(model.Registered.Keys));
            Assert.That(here.Ended.Intersect(model.Streams), Is.Empty);
        }
    }

    [Property(MaxTest = 200)]
    public void A_proxy_that_moves_between_replicas_is_missing_at_none_and_one_that_leaves_stays_at_none(int seed)
    {
        var random = new Random(seed);
        var replicas = new Replicas();
        for (var step = 0; step < 80; step++)
        {
            var name = Names[random.Next(2)];
            if (random.Next(4) == 0) replicas.Leave(name);
            else if (random.Next(2) == 0) replicas.Move(name, random.Next(2), after: random.Next(4));
            else replicas.Beat(random.Next(14));
            replicas.Beat(2);
            Assert.That(replicas.Missing, Is.Empty, $"seed {seed}, step {step}");
        }

        replicas.Beat(14);
        Assert.That(replicas.Left, Is.Empty, $"seed {seed}");
    }
}
