using System.Globalization;
using Crm.Data;
using Crm.Forecasts;
using Crm.Relations;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Campaigns;

public enum Audience { Everyone, Prospects, Customers }

/// <summary>Which contact persons a target group is looked for among. Its text form is what a saved filter keeps.</summary>
public sealed record TargetFilter
{
    public Audience Audience { get; init; }
    public string Industry { get; init; } = "";
    public string Town { get; init; } = "";
    /// <summary>The first digits of postal codes, such as "30, 31, 32".</summary>
    public string PostalCodes { get; init; } = "";
    public string Function { get; init; } = "";
    public Guid? Responsible { get; init; }
    /// <summary>Relations with a forecast in this group, at any time.</summary>
    public Guid? Group { get; init; }
    /// <summary>Relations without contact since then.</summary>
    public DateOnly? SilentSince { get; init; }

    public string ToQuery()
    {
        var query = new Dictionary<string, string?>
        {
            ["audience"] = Audience == Audience.Everyone ? null : Audience.ToString(),
            ["industry"] = Industry.Trim(),
            ["town"] = Town.Trim(),
            ["postalCodes"] = PostalCodes.Trim(),
            ["function"] = Function.Trim(),
            ["responsible"] = Responsible?.ToString(),
            ["group"] = Group?.ToString(),
            ["silentSince"] = SilentSince?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString("", query.Where(pair => !string.IsNullOrEmpty(pair.Value))).TrimStart('?');
    }

    /// <summary>What cannot be read is refused: a group may not be wider than it says.</summary>
    public static TargetFilter Parse(string query)
    {
        var given = QueryHelpers.ParseQuery(query);
        return new()
        {
            Audience = Text("audience") is { Length: > 0 } audience ? Enum.TryParse<Audience>(audience, ignoreCase: true, out var value) ? value : throw Unreadable("audience", audience) : Audience.Everyone,
            Industry = Text("industry"),
            Town = Text("town"),
            PostalCodes = Text("postalCodes"),
            Function = Text("function"),
            Responsible = Id("responsible"),
            Group = Id("group"),
            SilentSince = Text("silentSince") is { Length: > 0 } day ? DateOnly.TryParseExact(day, "yyyy-MM-dd", out var since) ? since : throw Unreadable("silentSince", day) : null,
        };

        string Text(string name) => given.TryGetValue(name, out var text) ? text.ToString().Trim() : "";

        Guid? Id(string name) => Text(name) is { Length: > 0 } text ? Guid.TryParse(text, out var id) ? id : throw Unreadable(name, text) : null;
    }

    /// <summary>The relations whose contact persons are meant.</summary>
    public IQueryable<Relation> Relations(CrmDbContext db)
    {
        var relations = db.Relations.Where(r => !r.IsArchived);
        if (Audience != Audience.Everyone)
            relations = relations.Where(r => r.IsDebtor == (Audience == Audience.Customers));
        if (Responsible is not null)
            relations = relations.Where(r => r.ResponsibleId == Responsible);
        if (Group is not null)
            relations = relations.Where(r => db.Forecasts.Any(f => f.RelationId == r.Id && f.GroupId == Group));
        if (SilentSince is { } since)
        {
            var from = Clock.Utc(since, TimeOnly.MinValue);
            relations = relations.Where(r => !db.ContactMoments.Any(m => m.RelationId == r.Id && !m.IsPlanned && m.At >= from));
        }
        return Where(relations);
    }

    /// <summary>The contact persons themselves.</summary>
    public IQueryable<Contact> Contacts(CrmDbContext db)
    {
        var relations = Relations(db);
        var contacts = db.Contacts.Where(c => relations.Any(r => r.OrganisationId == c.OrganisationId));
        if (Function.Trim().ToLowerInvariant() is { Length: > 0 } function)
            contacts = contacts.Where(c => c.Function.ToLower().Contains(function));
        return contacts;
    }

    IQueryable<Relation> Where(IQueryable<Relation> relations)
    {
        if (Industry.Trim().ToLowerInvariant() is { Length: > 0 } industry)
            relations = relations.Where(r => r.Organisation!.Industry != null && r.Organisation.Industry.ToLower().Contains(industry));
        if (Town.Trim().ToLowerInvariant() is { Length: > 0 } town)
            relations = relations.Where(r => r.Organisation!.Address.Town.ToLower() == town);
        var codes = PostalCodes.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (codes.Length > 0)
            relations = relations.Where(r => codes.Any(code => EF.Functions.Like(r.Organisation!.Address.PostalCode, code + "%")));
        return relations;
    }

    static RefusedException Unreadable(string name, string text) =>
        RefusedException.Invalid(name, $"“{text}” is geen geldige waarde voor {name}.", $"“{text}” is not a valid value for {name}.");
}
