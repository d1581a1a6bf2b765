using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Dashboard;

/// <summary>What the dashboard looks at. All of it is in the address, so that a view can be linked, kept and shared.</summary>
public sealed record DashboardView(int Year, Measure Measure = Measure.Amount, Guid? DepartmentId = null, Guid? EmployeeId = null, Guid? GroupId = null)
{
    public static readonly IReadOnlyList<string> Tabs = ["", "scored", "open", "not-scored", "targets", "contact-moments"];

    /// <summary>From an address; what cannot be read is left out, so that an old link still shows something.</summary>
    public static DashboardView Read(int? year, string? by, string? department, string? employee, string? group, TimeProvider clock) => new(
        year is >= 2000 and <= 2100 ? year.Value : clock.Today().Year, by == "number" ? Measure.Number : Measure.Amount, Id(department), Id(employee), Id(group));

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

    Dictionary<string, string?> Query(TimeProvider clock)
    {
        Dictionary<string, string?> query = [];
        if (Year != clock.Today().Year)
            query["year"] = Detail(Year);
        if (Measure != Measure.Amount)
            query["by"] = "number";
        AddId(query, "department", DepartmentId);
        AddId(query, "employee", EmployeeId);
        AddId(query, "group", GroupId);
        return query;
    }

    internal static void AddId(Dictionary<string, string?> query, string name, Guid? id)
    {
        if (id is not null)
            query[name] = id.ToString();
    }

    static string Detail(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The figures of which the rows can be shown.</summary>
public enum Figure { Scored, NotScored, Closed, Open, Overdue, WithoutNextAppointment, Stale, QuotesExpiring }

/// <summary>Which part of a figure: the bar that was clicked. Days are those of closing, or of the expected date of what is open.</summary>
public sealed record RowsNarrowed(
    DateOnly? From = null, DateOnly? To = null, Guid? StatusId = null, Guid? ReasonId = null, Guid? CompetitorId = null, Guid? ResponsibleId = null, Guid? PartGroupId = null)
{
    internal void AddTo(Dictionary<string, string?> query)
    {
        if (From is { } from)
            query["from"] = Dossiers.Detail.Of(from);
        if (To is { } to)
            query["to"] = Dossiers.Detail.Of(to);
        DashboardView.AddId(query, "status", StatusId);
        DashboardView.AddId(query, "reason", ReasonId);
        DashboardView.AddId(query, "competitor", CompetitorId);
        DashboardView.AddId(query, "responsible", ResponsibleId);
        DashboardView.AddId(query, "part", PartGroupId);
    }
}
