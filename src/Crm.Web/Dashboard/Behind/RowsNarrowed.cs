using Crm.Dashboard.Figures;
using Microsoft.Extensions.Primitives;

namespace Crm.Dashboard.Behind;

/// <summary>The figures of which the rows can be shown.</summary>
public enum Figure { Scored, NotScored, Closed, Contested, Open, Overdue, WithoutNextAppointment, Stale, ExpectedInPeriod, Pushed, Slipped, Created, WithNextStep, WithoutNextStep, Silent, Entered, Passed, StoodIn, Moved }

/// <summary>Which part of a figure: the bar that was clicked. Days are those of closing, or of the expected date of what is open.</summary>
/// <param name="Part">The cross-section that <paramref name="PartId"/> is of.</param>
/// <param name="PartId">Empty: what has none.</param>
/// <param name="FromDays">In its status for at least so many days; of <see cref="Figure.Silent"/> the days since the last contact, nothing being never.</param>
/// <param name="Step">Of <see cref="Figure.Moved"/>, counted from the end of <paramref name="From"/>.</param>
/// <param name="FormId">Of contact: how it was made.</param>
public sealed record RowsNarrowed(
    DateOnly? From = null, DateOnly? To = null, Guid? StatusId = null, Guid? ReasonId = null, Guid? CompetitorId = null, Section? Part = null, Guid? PartId = null, int? FromDays = null, int? ToDays = null,
    MovementStep? Step = null, Guid? FormId = null)
{
    public static RowsNarrowed Of(Section section, Guid? id) => new(Part: section, PartId: id ?? Guid.Empty);

    public static RowsNarrowed InMonth(int year, int month) => new(new(year, month, 1), new DateOnly(year, month, 1).AddMonths(1).AddDays(-1));

    /// <summary>From the address of the page with the rows.</summary>
    public static RowsNarrowed Read(Dictionary<string, StringValues> query)
    {
        return new(
            DashboardView.Day(Text("from")), DashboardView.Day(Text("to")), DashboardView.Id(Text("status")), DashboardView.Id(Text("reason")), DashboardView.Id(Text("competitor")),
            Enum.TryParse<Section>(Text("part"), out var part) ? part : null, DashboardView.Id(Text("partId")), Days("fromDays"), Days("toDays"),
            Enum.TryParse<MovementStep>(Text("step"), out var step) ? step : null, DashboardView.Id(Text("form")));

        string? Text(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

        int? Days(string name) => int.TryParse(Text(name), out var days) && days is >= 0 and < 10_000 ? days : null;
    }

    internal void AddTo(Dictionary<string, string?> query)
    {
        if (From is { } from)
            query["from"] = Dossiers.Detail.Of(from);
        if (To is { } to)
            query["to"] = Dossiers.Detail.Of(to);
        DashboardView.AddId(query, "status", StatusId);
        DashboardView.AddId(query, "reason", ReasonId);
        DashboardView.AddId(query, "competitor", CompetitorId);
        DashboardView.AddId(query, "partId", PartId);
        DashboardView.AddId(query, "form", FormId);
        if (Part is { } part)
            query["part"] = part.ToString();
        if (FromDays is { } least)
            query["fromDays"] = least.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (ToDays is { } most)
            query["toDays"] = most.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Step is { } step)
            query["step"] = step.ToString();
    }
}
