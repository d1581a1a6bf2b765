using System.Globalization;
using Crm.Data;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>Which versions of definitions are meant, as Elsa's API says it: "Latest", "Published", "Draft" …, or a number.</summary>
public sealed record VersionChoice(string Name, int Number)
{
    public static VersionChoice Of(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" => new("allversions", 0),
        "latest" or "published" or "latestorpublished" or "latestandpublished" or "draft" or "allversions" => new(text.Trim().ToLowerInvariant(), 0),
        var other when int.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new("number", number),
        _ => throw RefusedException.Invalid("versionOptions", $"'{text}' is geen versie.", $"'{text}' is no version."),
    };

    public IQueryable<DefinitionRow> Among(IQueryable<DefinitionRow> rows) => Name switch
    {
        "latest" => rows.Where(row => row.IsLatest),
        "published" => rows.Where(row => row.IsPublished),
        "latestorpublished" => rows.Where(row => row.IsLatest || row.IsPublished),
        "latestandpublished" => rows.Where(row => row.IsLatest && row.IsPublished),
        "draft" => rows.Where(row => row.IsLatest && !row.IsPublished),
        "number" => rows.Where(row => row.Version == Number),
        _ => rows,
    };
}
