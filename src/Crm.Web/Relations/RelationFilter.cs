using Crm.CustomFields;
using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Crm.Relations;

public enum RelationState { Active, Blocked, Archived }

public enum RelationOrder { Name, Newest }

/// <summary>Which relations a list shows, and how. The address of the page is this filter, and so is a saved view.</summary>
public sealed record RelationFilter
{
    /// <summary>The beginnings of words of name, town or contact; or a KVK number, postal code or relation number.</summary>
    public string Search { get; init; } = "";
    public Guid? ResponsibleId { get; init; }
    /// <summary>Seen from who reads: a view that is shared shows everybody their own.</summary>
    public Whose Whose { get; init; } = Whose.All;
    public RelationState State { get; init; }
    public RelationOrder Order { get; init; }
    /// <summary>What the list shows: see <see cref="RelationColumns"/>. Null is as usual.</summary>
    public string? Columns { get; init; }
    /// <summary>What is asked of custom fields: see <see cref="CustomFilters"/>.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = CustomFilters.None;

    /// <summary>Nothing else, and not by a number.</summary>
    public bool AsksWordsOnly => this is { State: RelationState.Active, ResponsibleId: null, Whose: Whose.All, Custom.Count: 0 } && SearchName.AllWords(Search).Count > 0 && !int.TryParse(Search, out _);

    /// <summary>"q=kaas&amp;whose=mine", without what is as usual.</summary>
    public string ToQuery()
    {
        var query = new Dictionary<string, string?>();
        Add("q", Search);
        Add("state", State == RelationState.Active ? "" : State.ToString().ToLowerInvariant());
        Add("order", Order == RelationOrder.Name ? "" : Order.ToString().ToLowerInvariant());
        Add("whose", Whose == Whose.All ? "" : Whose.ToString().ToLowerInvariant());
        Add("columns", Columns);
        foreach (var (field, asked) in Custom)
            Add(field, asked);
        return QueryHelpers.AddQueryString("", query).TrimStart('?');

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                query[name] = value;
        }
    }

    /// <summary>Reads an address; what cannot be read is refused, so that no list is wider than it says.</summary>
    public static RelationFilter Parse(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var given = query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        string Text(string name) => given.GetValueOrDefault(name, "").Trim();
        return new()
        {
            Search = Text("q"),
            State = Read<RelationState>("state", Text("state")),
            Order = Read<RelationOrder>("order", Text("order")),
            Whose = Text("whose") is { Length: > 0 } whose ? Read<Whose>("whose", whose)
                // Views that were saved before there were teams.
                : Text("mine").Equals("true", StringComparison.OrdinalIgnoreCase) ? Whose.Mine : Whose.All,
            Columns = Text("columns") is { Length: > 0 } columns ? RelationColumns.Text(RelationColumns.Of(columns), CustomColumns.Of(columns)) : null,
            Custom = CustomFilters.Parse(query, CustomRecord.Organisation, CustomRecord.Relation),
        };
    }

    static T Read<T>(string name, string text) where T : struct, Enum => text.Length == 0 ? default
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : throw RefusedException.Invalid(name, $"“{text}” is geen geldige waarde voor {name}.", $"“{text}” is not a valid value for {name}.");
}
