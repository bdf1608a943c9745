using k8s;
using k8s.Models;

namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class InstallTests
{
    [TestCase("kuma-tracing")]
    [TestCase("observability", "--namespace", "observability")]
    public async Task The_manifest_is_Kubernetes_own_objects_in_one_namespace(string space, params string[] options)
    {
        var objects = await ManifestAsync(options);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(objects.Select(one => (one.Kind, one.Name())), Is.EqualTo([
                ("Namespace", space), ("Deployment", "jaeger"), ("Service", "jaeger-collector"), ("Service", "jaeger-query"),
                ("Service", "zipkin"),
            ]));
            Assert.That(objects.Skip(1).Select(one => one.Namespace()), Is.All.EqualTo(space));
        }
    }

    [Test]
    public async Task Every_service_leads_to_a_port_of_the_deployment()
    {
        var objects = await ManifestAsync();
        var template = objects.OfType<V1Deployment>().Single().Spec.Template;
        var ports = template.Spec.Containers.Single().Ports.ToDictionary(port => port.Name, port => port.ContainerPort);
        foreach (var service in objects.OfType<V1Service>())
        {
            Assert.That(service.Spec.Selector, Is.SubsetOf(template.Metadata.Labels));
            Assert.That(service.Spec.Ports.Select(port => port.TargetPort.Value), Is.SubsetOf(ports.Keys));
        }

        var collector = objects.OfType<V1Service>().Single(service => service.Name() == "jaeger-collector");
        Assert.That(collector.Spec.Ports.Single(port => port.Port == 9411).TargetPort.Value, Is.EqualTo("zipkin"));
        Assert.That(ports["zipkin"], Is.EqualTo(9411));
    }

    [TestCase("Tracing")]
    [TestCase("a b")]
    [TestCase("-a")]
    public async Task A_namespace_that_Kubernetes_would_refuse_is_wrong_use(string space)
    {
        var run = await CommandRun.OfAsync("install", "tracing", "--namespace", space);
        Assert.That(run.ExitCode, Is.EqualTo(2));
    }

    /// <summary>Read strictly, by types made from Kubernetes' own description of its API: a field that it does not know fails.</summary>
    private static async Task<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> ManifestAsync(params string[] options)
    {
        var run = await CommandRun.OfAsync(["install", "tracing", .. options]);
        return [.. KubernetesYaml.LoadAllFromString(run.Output, null, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];
    }
}
