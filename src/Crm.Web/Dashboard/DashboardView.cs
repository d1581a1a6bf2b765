using Crm.Dashboard.Behind;
using Crm.Dashboard.Figures;
using Crm.Forecasts;
using Crm.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Crm.Dashboard;

/// <summary>By what a tab is divided.</summary>
public enum Section { Group, Department, Employee, Campaign, Source }

/// <summary>What the dashboard looks at. All of it is in the address, so that a view can be linked, kept and shared.</summary>
/// <param name="On">A past day, shown as it was at its end; null is now.</param>
/// <param name="Moved">From when it is told what moved.</param>
public sealed record DashboardView(
    int Year, Measure Measure = Measure.Amount, Guid? DepartmentId = null, Guid? EmployeeId = null, Guid? GroupId = null, Guid? CampaignId = null, Guid? SourceId = null,
    Whose Whose = Whose.All, Section Section = Section.Group, int FirstMonth = 1, int LastMonth = 12, DateOnly? On = null, MovementSpan Moved = MovementSpan.Week)
{
    public static readonly IReadOnlyList<string> Tabs = ["", "scored", "open", "not-scored", "targets", "contact-moments", "quotes"];

    public bool IsWholeYear => FirstMonth == 1 && LastMonth == 12;

    /// <summary>From an address; what cannot be read is left out, so that an old link still shows something.</summary>
    public static DashboardView Read(Dictionary<string, StringValues> query, TimeProvider clock)
    {
        var on = Day(Text("on")) is { } day && day < clock.Today() ? day : (DateOnly?)null;
        var (first, last) = Months(Text("months"));
        return new(
            int.TryParse(Text("year"), out var year) && year is >= 2000 and <= 2100 ? year : (on ?? clock.Today()).Year, Text("by") == "number" ? Measure.Number : Measure.Amount,
            Id(Text("department")), Id(Text("employee")), Id(Text("group")), Id(Text("campaign")), Id(Text("source")),
            Enum.TryParse<Whose>(Text("whose"), out var whose) ? whose : Whose.All, Enum.TryParse<Section>(Text("section"), out var section) ? section : Section.Group, first, last, on,
            Enum.TryParse<MovementSpan>(Text("moved"), out var moved) ? moved : MovementSpan.Week);

        string? Text(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    /// <summary>From a query as it was kept.</summary>
    public static DashboardView Of(string? query, TimeProvider clock) => Read(QueryHelpers.ParseQuery(query), clock);

    /// <summary>To keep: what is of this year is then of each year when it is looked at.</summary>
    public string QueryText(TimeProvider clock) => QueryHelpers.AddQueryString("", Query(clock));

    public static DashboardView At(NavigationManager navigation, TimeProvider clock) => Read(QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query), clock);

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : null;

    /// <summary>"7-9"; what is no stretch of months is the whole year.</summary>
    public static (int First, int Last) Months(string? text) =>
        text?.Split('-') is [var one, var other] && int.TryParse(one, out var first) && int.TryParse(other, out var last) && first is >= 1 and <= 12 && last is >= 1 and <= 12 && first <= last ? (first, last) : (1, 12);

    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    public string Href(string tab, TimeProvider clock) =>
        QueryHelpers.AddQueryString(tab.Length == 0 ? Urls.Dashboard : $"{Urls.Dashboard}/{tab}", Query(clock));

    public string RowsHref(Figure figure, TimeProvider clock, RowsNarrowed? narrowed = null)
    {
        var query = Query(clock);
        query["figure"] = figure.ToString();
        (narrowed ?? new()).AddTo(query);
        return QueryHelpers.AddQueryString(Urls.Dashboard + "/rows", query);
    }

    /// <summary>The contact that was, or that is planned.</summary>
    public string ContactsHref(TimeProvider clock, RowsNarrowed? narrowed = null, bool arePlanned = false)
    {
        var query = Query(clock);
        if (arePlanned)
            query["planned"] = "1";
        (narrowed ?? new()).AddTo(query);
        return QueryHelpers.AddQueryString(Urls.Dashboard + "/contacts", query);
    }

    public string QuotesHref(QuoteFigure figure, TimeProvider clock, QuotesNarrowed? narrowed = null)
    {
        var query = Query(clock);
        query["figure"] = figure.ToString();
        (narrowed ?? new()).AddTo(query);
        return QueryHelpers.AddQueryString(Urls.Dashboard + "/quote-rows", query);
    }

    /// <summary>As query parameters, without what is as usual.</summary>
    public Dictionary<string, string?> Query(TimeProvider clock)
    {
        Dictionary<string, string?> query = [];
        if (Year != (On ?? clock.Today()).Year)
            query["year"] = Detail(Year);
        if (!IsWholeYear)
            query["months"] = $"{Detail(FirstMonth)}-{Detail(LastMonth)}";
        if (Measure != Measure.Amount)
            query["by"] = "number";
        AddId(query, "department", DepartmentId);
        AddId(query, "employee", EmployeeId);
        AddId(query, "group", GroupId);
        AddId(query, "campaign", CampaignId);
        AddId(query, "source", SourceId);
        if (Whose != Whose.All)
            query["whose"] = Whose.ToString();
        if (Section != Section.Group)
            query["section"] = Section.ToString();
        if (On is { } on)
            query["on"] = Dossiers.Detail.Of(on);
        if (Moved != MovementSpan.Week)
            query["moved"] = Moved.ToString();
        return query;
    }

    internal static void AddId(Dictionary<string, string?> query, string name, Guid? id)
    {
        if (id is not null)
            query[name] = id.ToString();
    }

    static string Detail(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
