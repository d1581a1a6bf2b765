using System.Dynamic;
using System.Globalization;
using System.Text.Json;
using Crm.Data;
using Crm.Engine;

namespace Crm.Studio;

/// <summary>
/// The records that a variable of a workflow can stand for. The variable holds the id; scripts and templates read the record as it is at
/// that moment, and only what everybody who works with it may know: no reports, remarks or files.
/// </summary>
public static class CrmRecords
{
    /// <summary>E.g. "Crm.Forecast", called Forecast in the editor, with what a script can read.</summary>
    public sealed record Kind(string TypeName, string Name, Type Facts, Func<CrmDbContext, Guid, object?> Read);

    public static readonly IReadOnlyList<Kind> All =
    [
        new("Crm.Relation", "Relation", typeof(RelationFacts), RelationFacts.Read),
        new("Crm.Contact", "Contact", typeof(ContactFacts), ContactFacts.Read),
        new("Crm.Forecast", "Forecast", typeof(ForecastFacts), ForecastFacts.Read),
        new("Crm.Quote", "Quote", typeof(QuoteFacts), QuoteFacts.Read),
        new("Crm.ContactMoment", "ContactMoment", typeof(ContactMomentFacts), ContactMomentFacts.Read),
        new("Crm.Submission", "Submission", typeof(SubmissionFacts), SubmissionFacts.Read),
        new("Crm.Project", "Project", typeof(ProjectFacts), ProjectFacts.Read),
    ];

    /// <summary>The same as TypeScript declarations.</summary>
    public static readonly string Declarations = string.Concat(All.Select(DeclarationOf));

    public static Kind? Find(string? typeName) => All.FirstOrDefault(kind => kind.TypeName == typeName);

    /// <summary>What the engine asks when a script or template reads a variable of such a type.</summary>
    public static IReadOnlyList<RecordType> TypesOn(CrmDatabase database) => [.. All.Select(kind => new RecordType(kind.TypeName, id => Read(database, kind, id)))];

    // Scripts cannot wait, so the query runs where they ask for it; without rows to follow, and inside the workflow's own transaction.
    static ExpandoObject? Read(CrmDatabase database, Kind kind, string id) => !Guid.TryParse(id, out var key) ? null
        : database.ReadAsync(db => Task.FromResult(kind.Read(db, key))).GetAwaiter().GetResult() is { } facts ? Shown(facts) : null;

    static ExpandoObject Shown(object facts)
    {
        IDictionary<string, object?> shown = new ExpandoObject();
        foreach (var property in facts.GetType().GetProperties())
            shown[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = property.GetValue(facts) switch
            {
                Guid id => id.ToString("D"),
                DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                Enum name => name.ToString(),
                var value => value,
            };
        return (ExpandoObject)shown;
    }

    static string DeclarationOf(Kind kind) => string.Concat(
    [
        $"interface {kind.Name} {{\n",
        .. kind.Facts.GetProperties().Select(property => $"  readonly {JsonNamingPolicy.CamelCase.ConvertName(property.Name)}: {TypeOf(property.PropertyType)};\n"),
        "}\n",
    ]);

    static string TypeOf(Type type) => Nullable.GetUnderlyingType(type) is { } bare ? $"{TypeOf(bare)} | null"
        : type == typeof(bool) ? "boolean"
        : type == typeof(decimal) || type == typeof(int) ? "number"
        : "string";
}
