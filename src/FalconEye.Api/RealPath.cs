namespace FalconEye.Api;

/// <summary>Paths without symbolic links.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>A path with every link in it resolved, as realpath(3) does; what does not exist stays as it is.</summary>
    internal static string Of(string path)
    {
        var (resolved, links) = ("/", 0);
        var rest = new Stack<string>(Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        while (rest.TryPop(out var part))
        {
            var next = Path.GetFullPath(Path.Combine(resolved, part));
            if (links < MaxLinks && new FileInfo(next).LinkTarget is { } target)
            {
                links++;
                var full = Path.GetFullPath(target, resolved);
                foreach (var name in full.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                {
                    rest.Push(name);
                }

                resolved = "/";
                continue;
            }

            resolved = next;
        }

        return resolved;
    }
}
