namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class ValidateTests
{
    [Test]
    public async Task Sound_files_are_summed_up()
    {
        using var folder = ResourceFolder.WebAndApi();
        var run = await CommandRun.OfAsync("validate", "-f", folder.Path);
        Assert.That(
            run,
            Is.EqualTo(
                new CommandRun(0, "", "files: 3; resources: Mesh 1, TrafficTrace 1, Dataplane 2; skipped: 0; warnings: 0; errors: 0\n")));
    }

    [Test]
    public async Task Every_error_is_told_with_its_file_and_line()
    {
        using var folder = new ResourceFolder();
        folder.Write("mesh.yaml", ResourceFolder.Mesh);
        folder.Write(
            "a.yaml", "type: TrafficTrace\nmesh: default\nname: a\nselectors: []\n", "type: TrafficTrace\nmesh: default\nname: b\n");
        folder.Write("b.json", "{\"type\": \"Mesh\"");
        var run = await CommandRun.OfAsync("validate", "-f", folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(
                run.Error,
                Does.StartWith($"error: {folder["a.yaml"]}:4: TrafficTrace default/a: selectors: must have at least one element\n"));
            Assert.That(run.Error, Does.Contain("TrafficTrace default/b: selectors: must have at least one element\n"));
            Assert.That(run.Error, Does.Contain($"error: {folder["b.json"]}:").And.Contain("cannot be read as YAML or JSON"));
            Assert.That(run.Error, Does.EndWith("errors: 3\n"));
        }
    }

    [Test]
    public async Task Of_very_many_errors_the_first_are_told_and_their_number()
    {
        using var folder = new ResourceFolder();
        folder.Write("a.yaml", string.Concat(Enumerable.Repeat("- 1\n", 3000)));
        var run = await CommandRun.OfAsync("validate", "-f", folder.Path);
        Assert.That(run.Error.Split('\n'), Has.Length.LessThan(1100));
        Assert.That(run.Error, Does.Contain("\nerror: 2000 more errors, which are not shown\n").And.EndWith("errors: 3000\n"));
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task A_file_without_end_is_an_error()
    {
        var run = await CommandRun.OfAsync("validate", "-f", "/dev/zero");
        Assert.That(run.Error, Does.Contain("error: /dev/zero: cannot be read (it is longer than 16 MiB: split it into several files)\n"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task A_resource_in_two_files_is_an_error()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("other.yaml", ResourceFolder.All);
        var run = await CommandRun.OfAsync("validate", "-f", folder.Path);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(
            run.Error,
            Does.StartWith(
                $"error: {folder["other.yaml"]}:1: TrafficTrace default/all: is in {folder["mesh.yaml"]}:7 already: take it out of one "
                    + "of the two\n"));
    }

    [Test]
    public async Task A_file_that_is_named_twice_is_read_once()
    {
        using var folder = ResourceFolder.WebAndApi();
        var run = await CommandRun.OfAsync("validate", "-f", folder.Path, "-f", folder["mesh.yaml"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    [TestCase("{type: TrafficTrace, mesh: default, name: x, selectors: [{match: {kuma.io/service: web}}], conf: {backend: nix}}",
        "TrafficTrace default/x: conf.backend: Mesh default has no tracing backend \"nix\"")]
    [TestCase("{type: TrafficTrace, mesh: default, name: x, selectors: [{match: {kuma.io/service: web}}]}",
        "TrafficTrace default/x: conf.backend: names no backend, and Mesh default has no tracing.defaultBackend")]
    [TestCase(
        "{type: TrafficTrace, mesh: other, name: x, selectors: [{match: {a: b}}]}",
        "TrafficTrace other/x: mesh: there is no Mesh other, and without one nothing is traced")]
    [TestCase("{type: Dataplane, mesh: other, name: x, networking: {address: 10.0.0.1, inbound: [{port: 80, tags: {kuma.io/service: x}}]}}",
        "Dataplane other/x: mesh: there is no Mesh other, and without one nothing is traced")]
    [TestCase("{type: TrafficTrace, mesh: default, name: x, selectors: [{match: {kuma.io/service: nobody}}], conf: {backend: zipkin}}",
        "TrafficTrace default/x: selectors: select no Dataplane of mesh default: no proxy is traced by this policy")]
    [TestCase("{type: Dataplane, mesh: default, name: x, networking: {address: 10.0.0.9, "
        + "inbound: [{port: 80, tags: {kuma.io/service: x, kuma.io/protocol: http}}], "
        + "outbound: [{port: 20009, tags: {kuma.io/service: nobody}}]}}",
        "Dataplane default/x: networking.outbound[0]: no Dataplane of mesh default offers service nobody")]
    [TestCase("{type: Dataplane, mesh: default, name: x, networking: {address: 10.0.0.9, inbound: [{port: 80, tags: {kuma.io/service: x}}, "
        + "{port: 81, tags: {kuma.io/service: z, kuma.io/protocol: kafka}}], outbound: [{port: 20009, tags: {kuma.io/service: x}}]}}",
        "Dataplane default/x: networking: TrafficTrace all selects this proxy, but none of its listeners can be traced: "
        + "inbound 80 has no kuma.io/protocol that is known (http, http2 or grpc can be traced); inbound 81 speaks kafka; "
        + "outbound 20009 goes to x, which has no kuma.io/protocol that is known (http, http2 or grpc can be traced)")]
    public async Task What_does_not_fit_together_is_warned_of(string document, string warning)
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("x.yaml", document);
        var run = await CommandRun.OfAsync("validate", "-f", folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Error, Does.StartWith($"warning: {folder["x.yaml"]}:1: {warning}"));
            Assert.That(run.Error, Does.EndWith("warnings: 1; errors: 0\n"));
        }
    }

    [Test]
    public async Task A_Mesh_that_was_to_be_read_and_could_not_is_not_called_missing()
    {
        using var folder = new ResourceFolder();
        folder.Write("policy.yaml", ResourceFolder.All);
        var meshes = Directory.CreateDirectory(folder["meshes"]).FullName;
        var run = await CommandRun.OfAsync("validate", "-f", folder["policy.yaml"], "-f", meshes);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("holds no resource file").And.Not.Contain("there is no Mesh"));
    }

    [Test]
    public async Task A_Mesh_with_an_error_is_not_called_missing()
    {
        using var folder = new ResourceFolder();
        folder.Write("mesh.yaml", "type: Mesh\nname: default\ntracing: {backends: [{name: '', type: zipkin}]}\n", ResourceFolder.All);
        var run = await CommandRun.OfAsync("validate", "-f", folder.Path);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Not.Contain("there is no Mesh"));
    }

    [Test]
    public async Task A_dash_is_standard_input()
    {
        var sound = await CommandRun.WithInputAsync(ResourceFolder.Mesh, "validate", "-f", "-");
        var faulty = await CommandRun.WithInputAsync("type: TrafficTrace\nmesh: default\nname: a\nselectors: []\n", "validate", "-f", "-");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sound.ExitCode, Is.Zero, sound.Error);
            Assert.That(sound.Error, Does.StartWith("files: 1; resources: Mesh 1, "));
            Assert.That(
                faulty.Error, Does.StartWith("error: stdin:4: TrafficTrace default/a: selectors: must have at least one element\n"));
        }
    }

    [Test]
    public async Task Skipped_kinds_are_told_once_each_with_what_is_lost()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("x.yaml", "{type: Timeout, mesh: default, name: a}\n", "{type: Timeout, mesh: default, name: b}\n");
        folder.Write("y.yaml", "{type: Timeout, mesh: default, name: c}\n", "{type: Retry, mesh: default, name: a}\n");
        var run = await CommandRun.OfAsync("validate", "-f", folder.Path);
        Assert.That(
            run.Error,
            Does.StartWith(
                "skipped: Retry, 1 in all: failed requests are not tried again\nskipped: Timeout, 3 in all: no request times out in the "
                    + "proxy\n"));
    }

    [Test]
    public async Task Plain_text_has_to_be_accepted_by_mesh()
    {
        using var folder = new ResourceFolder();
        folder.Write("mesh.yaml", "{type: Mesh, name: default, mtls: {enabledBackend: ca, backends: [{name: ca, type: builtin}]}}");
        var refused = await CommandRun.OfAsync("validate", "-f", folder.Path);
        var accepted = await CommandRun.OfAsync("validate", "-f", folder.Path, "--accept-plaintext", "default");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.ExitCode, Is.EqualTo(1));
            Assert.That(accepted.ExitCode, Is.Zero);
            Assert.That(accepted.Error, Does.StartWith("warning: ").And.Contain("accepted by --accept-plaintext default"));
        }
    }

    [Test]
    public async Task A_folder_without_resource_files_is_an_error()
    {
        using var folder = new ResourceFolder();
        File.WriteAllText(folder[".hidden.yaml"], ResourceFolder.Mesh);
        File.WriteAllText(folder["README.md"], "");
        var run = await CommandRun.OfAsync("validate", "-f", folder.Path);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith($"error: {folder.Path}: holds no resource file (*.yaml, *.yml, *.json)\n"));
    }

    [TestCase("--file \"/nonexistent\": there is no such file or folder.", "-f", "/nonexistent")]
    [TestCase("Option '--file' is required.")]
    public async Task A_wrong_option_ends_with_2(string message, params string[] options)
    {
        var run = await CommandRun.OfAsync(["validate", .. options]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.StartWith(message));
        }
    }
}
