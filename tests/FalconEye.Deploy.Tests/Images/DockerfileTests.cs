using FalconEye.TestKit;

namespace FalconEye.Deploy.Tests.Images;

/// <summary>No Docker engine runs on the build machines; this holds the Dockerfiles to what can be told without one.</summary>
public sealed class DockerfileTests
{
    [Theory]
    [MemberData(nameof(Dockerfile.Images), MemberType = typeof(Dockerfile))]
    public void Stands_on_images_of_exact_versions_and_digests(string image)
    {
        Assert.All(Dockerfile.Read(image).Bases, name => Assert.Matches(@"^[a-z0-9./-]+:\d+\.\d+\.?\d*[-a-z0-9]*@sha256:[0-9a-f]{64}$", name));
    }

    /// <summary>Of one name there is one digest, in Dockerfiles, manifests and workflows, and our own images alone have none there.</summary>
    [Fact]
    public void An_image_of_others_is_the_same_everywhere()
    {
        string[] files =
        [
            .. Directory.GetFiles(Path.Combine(RepositoryFolder.Root, "deploy", "k8s"), "*.yaml", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(RepositoryFolder.Root, ".github", "workflows"), "*.yml"),
        ];
        var named = files.SelectMany(File.ReadLines)
            .Select(line => line.Trim().TrimStart('-', ' '))
            .Where(line => line.StartsWith("image: ", StringComparison.Ordinal) || line.StartsWith("container: ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1])
            .Where(name => !name.Contains("falcon-eye-", StringComparison.Ordinal));
        string[] all = [.. named, .. Dockerfile.Images.SelectMany(image => Dockerfile.Read(image.Data).Bases)];

        Assert.All(all, name => Assert.Matches("@sha256:[0-9a-f]{64}$", name));
        Assert.All(all.Distinct().GroupBy(name => name.Split('@')[0]), name => Assert.Single(name));
    }

    /// <summary>No build takes a package that is not in a lock file, with the hash that stands there.</summary>
    [Theory]
    [InlineData("run.sh", "dotnet publish", "-p:RestoreLockedMode=true")]
    [InlineData("test.sh", "dotnet build", "-p:RestoreLockedMode=true")]
    [InlineData("deploy/docker/publish.sh", "arguments=(", "-p:RestoreLockedMode=true")]
    [InlineData("run.sh", "npm ci", "--ignore-scripts")]
    [InlineData("frontend/Dockerfile", "npm ci", "--ignore-scripts")]
    [InlineData("tools/lint/package.json", "npm ci", "--ignore-scripts")]
    public void Packages_are_those_of_the_lock_files(string file, string command, string option)
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryFolder.Root, file));

        Assert.All(lines.Where(line => line.Contains(command, StringComparison.Ordinal)), line => Assert.Contains(option, line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(command, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("npm install", StringComparison.Ordinal));
    }

    /// <summary>
    /// A restore on one processor writes the lock file of that one. The other is made by <c>dotnet restore -p:ProgramRuntime=linux-arm64</c>.
    /// </summary>
    [Theory]
    [InlineData("FalconEye.Api")]
    [InlineData("FalconEye.Detector")]
    [InlineData("FalconEye.Relay")]
    [InlineData("FalconEye.Recorder")]
    public void Both_processors_get_the_same_packages(string project)
    {
        var folder = Path.Combine(RepositoryFolder.Root, "src", project);

        Assert.Equal(Packages("packages.lock.json"), Packages("packages.linux-arm64.lock.json"));

        IEnumerable<string> Packages(string file) => File.ReadLines(Path.Combine(folder, file))
            .Where(line => !line.Contains("contentHash", StringComparison.Ordinal))
            .Select(line => line.Replace("linux-arm64", "linux-x64", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Dockerfile.Images), MemberType = typeof(Dockerfile))]
    public void Copies_only_what_is_there(string image)
    {
        var copied = Dockerfile.Read(image).Copied;

        Assert.All(copied, path => Assert.True(Path.Exists(path), path));
    }

    [Theory]
    [MemberData(nameof(Dockerfile.Images), MemberType = typeof(Dockerfile))]
    public void Runs_as_a_non_root_user_and_has_a_health_check(string image)
    {
        var words = Dockerfile.Read(image).LastStage.ToLookup(line => line.Word, line => line.Text);

        Assert.DoesNotContain(words["USER"].Last(), (string[])["root", "0"]);
        Assert.Single(words["HEALTHCHECK"]);
    }

    [Theory]
    [MemberData(nameof(Dockerfile.Images), MemberType = typeof(Dockerfile))]
    public void Has_labels_for_its_title_and_source(string image)
    {
        var labels = string.Join(' ', Dockerfile.Read(image).LastStage.Where(line => line.Word == "LABEL").Select(line => line.Text));

        Assert.Contains($"org.opencontainers.image.title=\"{image}\"", labels, StringComparison.Ordinal);
        Assert.Contains("org.opencontainers.image.source=", labels, StringComparison.Ordinal);
        Assert.Contains("org.opencontainers.image.licenses=\"MIT\"", labels, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("falcon-eye-api")]
    [InlineData("falcon-eye-camera-rtsp")]
    [InlineData("falcon-eye-recorder")]
    [InlineData("falcon-eye-dashboard")]
    public void Compiles_on_the_builders_own_architecture(string image)
    {
        var file = Dockerfile.Read(image);

        Assert.All(file.BuildStages.Where(line => line.Word == "FROM"), line => Assert.StartsWith("--platform=$BUILDPLATFORM ", line.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(file.LastStage, line => line.Word == "RUN" && line.Text.Contains("dotnet", StringComparison.Ordinal));
    }

    [Fact]
    public void The_server_has_neither_FFmpeg_nor_the_relay()
    {
        var file = Dockerfile.Read("falcon-eye-api");

        Assert.DoesNotContain(file.Instructions, line => line.Text.Contains("ffmpeg", StringComparison.OrdinalIgnoreCase) || line.Text.Contains("FalconEye.Relay", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Dockerfile.Images), MemberType = typeof(Dockerfile))]
    public void Installs_the_updates_of_its_distribution(string image) =>
        Assert.Contains(Dockerfile.Read(image).LastStage, line => line.Word == "RUN" && (line.Text.Contains("apt-get upgrade", StringComparison.Ordinal) || line.Text.Contains("apk upgrade", StringComparison.Ordinal)));

    [Fact]
    public void Each_program_that_is_published_is_a_project()
    {
        var published = Directory.GetFiles(Path.Combine(RepositoryFolder.Root, "deploy", "docker"), "*.Dockerfile")
            .Select(file => Path.GetFileName(file).Replace(".Dockerfile", "", StringComparison.Ordinal))
            .SelectMany(name => Dockerfile.Read($"falcon-eye-{name}").Instructions)
            .SelectMany(line => line.Text.Split(' ').SkipWhile(word => !word.EndsWith("publish.sh", StringComparison.Ordinal)).Skip(1).Take(1))
            .ToList();

        Assert.Equal(3, published.Distinct().Count());
        Assert.All(published, project => Assert.True(File.Exists(Path.Combine(RepositoryFolder.Root, "src", project, $"{project}.csproj"))));
    }
}
