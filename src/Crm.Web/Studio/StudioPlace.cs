namespace Crm.Studio;

/// <summary>What of Studio an address shows.</summary>
public enum StudioView { Definitions, Definition, Instances, Instance }

/// <summary>An address under /studio, read.</summary>
public sealed record StudioPlace(StudioView View, string Id = "")
{
    /// <summary>Understands Studio's own addresses too, because "run" and "save as" lead to them; null when it is neither.</summary>
    public static StudioPlace? Read(string? path) => (path ?? "").Trim('/').Split('/') switch
    {
        [""] or ["definitions"] or ["workflows", "definitions"] => new(StudioView.Definitions),
        ["instances"] or ["workflows", "instances"] => new(StudioView.Instances),
        ["definitions", var id] => new(StudioView.Definition, id),
        ["workflows", "definitions", var id, "edit"] => new(StudioView.Definition, id),
        ["instances", var id] => new(StudioView.Instance, id),
        ["workflows", "instances", var id, "view"] => new(StudioView.Instance, id),
        _ => null,
    };

    public string Address => View switch
    {
        StudioView.Definitions => Urls.StudioDefinitions,
        StudioView.Instances => Urls.StudioInstances,
        StudioView.Definition => Urls.StudioDefinition(Id),
        _ => Urls.StudioInstance(Id),
    };
}
