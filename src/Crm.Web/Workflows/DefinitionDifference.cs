namespace Crm.Workflows;

/// <summary>What a later version does otherwise than an earlier one, step by step.</summary>
public static class DefinitionDifference
{
    public enum Kind { Added, Removed, Changed }

    /// <param name="What">The step, or the connection.</param>
    /// <param name="Was">Empty when it is new.</param>
    /// <param name="Is">Empty when it is gone.</param>
    public sealed record Change(Kind Kind, string Step, string What, string Was, string Is);

    public static IReadOnlyList<Change> Between(string earlier, string later)
    {
        var was = DefinitionDrawing.Read(earlier);
        var now = DefinitionDrawing.Read(later);
        return [.. Steps(was, now), .. Values(was, now), .. Connections(was, now)];
    }

    static IEnumerable<Change> Steps(DefinitionDrawing was, DefinitionDrawing now)
    {
        foreach (var step in now.Steps.ExceptBy(was.Steps.Select(step => step.Id), step => step.Id))
            yield return new(Kind.Added, step.Name, Say("Stap", "Step"), "", step.Type);
        foreach (var step in was.Steps.ExceptBy(now.Steps.Select(step => step.Id), step => step.Id))
            yield return new(Kind.Removed, step.Name, Say("Stap", "Step"), step.Type, "");
    }

    static IEnumerable<Change> Values(DefinitionDrawing was, DefinitionDrawing now) =>
        from earlier in was.Steps
        join later in now.Steps on earlier.Id equals later.Id
        from change in Values(earlier, later)
        select change;

    static IEnumerable<Change> Values(DefinitionDrawing.Step was, DefinitionDrawing.Step now)
    {
        if (was.Name != now.Name)
            yield return new(Kind.Changed, now.Name, Say("Naam", "Name"), was.Name, now.Name);
        if (was.Type != now.Type)
            yield return new(Kind.Changed, now.Name, Say("Soort", "Type"), was.Type, now.Type);
        foreach (var name in was.Values.Keys.Union(now.Values.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (was.Values.GetValueOrDefault(name)?.ToString() ?? "", now.Values.GetValueOrDefault(name)?.ToString() ?? "");
            if (before != after)
                yield return new(before.Length == 0 ? Kind.Added : after.Length == 0 ? Kind.Removed : Kind.Changed, now.Name, name, before, after);
        }
    }

    static IEnumerable<Change> Connections(DefinitionDrawing was, DefinitionDrawing now)
    {
        foreach (var line in now.Connections.Except(was.Connections))
            yield return new(Kind.Added, now.NameOf(line.From), Say("Verbinding", "Connection"), "", $"{line.Outcome} → {now.NameOf(line.To)}");
        foreach (var line in was.Connections.Except(now.Connections))
            yield return new(Kind.Removed, was.NameOf(line.From), Say("Verbinding", "Connection"), $"{line.Outcome} → {was.NameOf(line.To)}", "");
    }
}
