using System.Globalization;
using Crm.ContactMoments;
using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Figures;
using Crm.Forecasts;
using Crm.Language;
using Crm.Users;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Dashboard;

/// <summary>What one reader should see of one view, from <see cref="Reckoning"/>.</summary>
public sealed class AnyView
{
    readonly User reader;
    readonly bool countsShares;
    readonly Func<AnyView> perEmployee;

    /// <param name="countsShares">Whoever a forecast is shared with has a row of their part.</param>
    public AnyView(DashboardView view, User reader, Sight sight, Reckoning reckoning, TimeProvider clock, bool countsShares = false)
    {
        (this.countsShares, perEmployee) = (countsShares, () => new(view, reader, sight, reckoning, clock, true));
        (View, this.reader, Reckoning) = (view, reader, reckoning);
        (Today, Now) = view.On is { } on ? (on, EndOf(on)) : (clock.Today(), clock.UtcNow());
        Whose = sight == Sight.Own ? Whose.Mine : sight == Sight.Team && view.Whose == Whose.All ? Whose.Team : view.Whose;
        Last = new DateOnly(view.Year, view.LastMonth, DateTime.DaysInMonth(view.Year, view.LastMonth));
        Rows = Kept(reckoning.Before(view.On is null ? null : Now));
    }

    public DashboardView View { get; }
    public Reckoning Reckoning { get; }
    public AnyView PerEmployee => perEmployee();
    public AnyQuotes Quotes => new(this);
    public Whose Whose { get; }
    public DateOnly Today { get; }
    public DateTime Now { get; }
    public DateOnly From => new(View.Year, View.FirstMonth, 1);
    public DateOnly Last { get; }
    public DateOnly To => Last < Today ? Last : Today;
    public List<Reckoning.Row> Rows { get; }
    public IEnumerable<Reckoning.Row> Open => Rows.Where(f => f.IsOpen);

    public string Query => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["year"] = $"{View.Year}", ["measure"] = $"{View.Measure}", ["departmentId"] = View.DepartmentId?.ToString(), ["employeeId"] = View.EmployeeId?.ToString(), ["groupId"] = View.GroupId?.ToString(),
        ["campaignId"] = View.CampaignId?.ToString(), ["sourceId"] = View.SourceId?.ToString(), ["whose"] = $"{View.Whose}", ["section"] = $"{View.Section}", ["months"] = $"{View.FirstMonth}-{View.LastMonth}",
        ["moved"] = $"{View.Moved}", ["on"] = View.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null)).TrimStart('?');

    public IEnumerable<Reckoning.Row> Closed(ForecastResult? result = null) => Within(From, To, result);

    public IEnumerable<Reckoning.Row> ClosedEarlier(ForecastResult result) =>
        Within(From.AddYears(-1), To.Day == DateTime.DaysInMonth(To.Year, To.Month) ? new(To.Year - 1, To.Month, DateTime.DaysInMonth(To.Year - 1, To.Month)) : To.AddYears(-1), result);

    IEnumerable<Reckoning.Row> Within(DateOnly from, DateOnly to, ForecastResult? result) =>
        Rows.Where(f => !f.IsOpen && (result is null || f.Result == result) && f.ClosedOn >= from && f.ClosedOn <= to);

    public IEnumerable<Reckoning.Row> Promised =>
        Kept(Reckoning.Before(EndOf(From.AddDays(-1)))).Where(f => f.IsOpen && f.Date >= From && f.Date <= Last);

    public IEnumerable<Reckoning.Row> Slipped
    {
        get
        {
            var end = (To < Today ? Reckoning.Before(EndOf(To)) : Reckoning.Before(View.On is null ? null : Now)).ToDictionary(f => f.Id);
            return Promised.Where(f => end.TryGetValue(f.Id, out var then) && !(then.ClosedOn >= From && then.ClosedOn <= To) && (To == Last || then.Date > Last || then.Date < To));
        }
    }

    public IEnumerable<ContactMoment> Held
    {
        get
        {
            var (first, end) = (EndOf(From.AddDays(-1)), EndOf(To));
            var now = Reckoning.Now.ToDictionary(f => f.Id);
            return Reckoning.Contacts.Where(m => !m.IsPlanned && m.At >= first && m.At < end && IsSeen(m.EmployeeId)
                && (View.GroupId is null || Of(m)?.GroupId == View.GroupId) && (View.CampaignId is null || Of(m)?.CampaignId == View.CampaignId) && (View.SourceId is null || Of(m)?.SourceId == View.SourceId));

            Reckoning.Row? Of(ContactMoment moment) => moment.ForecastId is { } id ? now.GetValueOrDefault(id) : null;
        }
    }

    public IEnumerable<ContactMoment> Planned => Reckoning.Contacts.Where(m => m.At >= Now && (View.On is null ? m.IsPlanned : m.CreatedAt < Now));

    public bool HasNextStep(Reckoning.Row forecast) => Reckoning.Contacts.Any(m => m.ForecastId == forecast.Id && m.At > m.CreatedAt);

    public Tally Target => Tally.Sum(Reckoning.Targets.Where(t => t.Year == View.Year && t.Month >= View.FirstMonth && t.Month <= View.LastMonth && IsSeen(t.EmployeeId)).Select(t => new Tally(t.Number, t.Amount)));

    public Guid? KeyOf(Reckoning.Row forecast) => View.Section switch
    {
        Section.Group => forecast.GroupId,
        Section.Department => Reckoning.Users.Single(u => u.Id == forecast.ResponsibleId).DepartmentId,
        Section.Employee => forecast.ResponsibleId,
        Section.Campaign => forecast.CampaignId,
        _ => forecast.SourceId,
    };

    public Tally Total(IEnumerable<Reckoning.Row> rows) => rows.Aggregate(Tally.None, (sum, row) => new(sum.Number + 1, sum.Amount + row.Counts));

    public static decimal? Share(decimal part, decimal whole) => whole == 0 ? null : Math.Round(part / whole * 100, 1, MidpointRounding.AwayFromZero);

    public static decimal? Median(IEnumerable<Reckoning.Row> rows) => Days(rows) is { Length: > 0 } days ? (days[(days.Length - 1) / 2] + days[days.Length / 2]) / 2m : null;

    public static int? P80(IEnumerable<Reckoning.Row> rows) => Days(rows) is { Length: > 0 } days ? days[(int)Math.Ceiling(days.Length * 0.8) - 1] : null;

    static int[] Days(IEnumerable<Reckoning.Row> rows) => [.. rows.Select(f => f.ClosedOn!.Value.DayNumber - f.Start.DayNumber).Order()];

    public void Same<T>(string what, T reckoned, T shown) => Assert.True(Equals(reckoned, shown), $"{what}: reckoned {reckoned}, shown {shown}; {reader.Name} looks at {View}");

    public void SameStale(Tally shown) => Same("stale", Total(Open.Where(f => Reckoning.Statuses.Single(s => s.Id == f.StatusId).StaleAfterDays is { } limit && f.StatusSince < Now.AddDays(-limit))), shown);

    public void SameMovement(Movement shown)
    {
        var start = EndOf(View.Moved switch
        {
            MovementSpan.Week => Today.AddDays(-7),
            MovementSpan.Month => Today.AddMonths(-1),
            MovementSpan.Quarter => new DateOnly(Today.Year, Today.Month <= 3 ? 1 : Today.Month <= 6 ? 4 : Today.Month <= 9 ? 7 : 10, 1).AddDays(-1),
            _ => new DateOnly(Today.Year - 1, 12, 31),
        });
        var everywhere = Reckoning.Before(start).ToDictionary(f => f.Id);
        var before = Kept(Reckoning.Before(start)).Where(f => f.IsOpen).ToDictionary(f => f.Id);
        var now = Open.ToDictionary(f => f.Id);
        var end = Reckoning.Before(View.On is null ? null : Now).ToDictionary(f => f.Id);
        Same("opening", Total(before.Values), shown.Opening);
        Same("new", Total(now.Values.Where(f => f.CreatedAt >= start)), shown.New);
        Same("reopened", Total(now.Values.Where(f => everywhere.TryGetValue(f.Id, out var then) && !then.IsOpen)), shown.Reopened);
        Same("moved in", Total(now.Values.Where(f => everywhere.TryGetValue(f.Id, out var then) && then.IsOpen && !before.ContainsKey(f.Id))), shown.MovedIn);
        Same("moved out", Total(before.Values.Where(f => end[f.Id].IsOpen && !now.ContainsKey(f.Id))), shown.MovedOut);
        Same("increased", before.Values.Where(f => now.ContainsKey(f.Id)).Sum(f => Math.Max(0, now[f.Id].Expected - f.Expected)), shown.Increased.Amount);
        Same("decreased", before.Values.Where(f => now.ContainsKey(f.Id)).Sum(f => Math.Max(0, f.Expected - now[f.Id].Expected)), shown.Decreased.Amount);
        Same("moved to scored", Total(before.Values.Where(f => end[f.Id].Result == ForecastResult.Scored)), shown.Scored);
        Same("closing", Total(now.Values), shown.Closing);
        Same("what is left over", Tally.None, shown.Difference);
    }

    public void SameCalibration(IReadOnlyList<StatusCalibration> shown)
    {
        foreach (var status in Reckoning.Statuses)
        {
            var stood = Closed().Where(f => Reckoning.Stood(f.Id, Now).Any(s => s.StatusId == status.Id)).ToList();
            var row = shown.SingleOrDefault(s => s.Id == status.Id)?.Real ?? new(Tally.None, Tally.None);
            Same($"calibration of {status.Key}", Total(stood.Where(f => f.Result == ForecastResult.Scored)), row.Scored);
            Same($"calibration of {status.Key}", Total(stood.Where(f => f.Result == ForecastResult.NotScored)), row.NotScored);
        }
    }

    public void SameConversion(IReadOnlyList<StatusConversion> shown)
    {
        var (first, end) = (EndOf(From.AddDays(-1)), EndOf(To));
        var order = Reckoning.Statuses.ToDictionary(s => s.Id, s => s.Order);
        var ways = Rows.Select(f => (f.Result, Reached: Reckoning.Stood(f.Id, Now).Where(s => s.Since >= first && s.Since < end).Select(s => order[s.StatusId]).ToList())).Where(way => way.Reached.Count > 0).ToList();
        foreach (var one in shown)
        {
            var at = order[one.Id];
            var entered = ways.Where(way => way.Reached.Min() <= at && way.Reached.Max() >= at).ToList();
            Same($"entered {one.Name.Nl}", entered.Count, one.Entered);
            Same($"passed {one.Name.Nl}", entered.Count(way => way.Reached.Max() > at || way.Result == ForecastResult.Scored), one.Passed);
        }
    }

    List<Reckoning.Row> Kept(IEnumerable<Reckoning.Row> rows) => [.. WithParts(rows).Where(f => IsSeen(f.ResponsibleId)
        && (View.GroupId is null || f.GroupId == View.GroupId) && (View.CampaignId is null || f.CampaignId == View.CampaignId) && (View.SourceId is null || f.SourceId == View.SourceId))];

    IEnumerable<Reckoning.Row> WithParts(IEnumerable<Reckoning.Row> rows) =>
        countsShares || View.EmployeeId is not null || Whose == Whose.Mine ? rows.SelectMany(f => f.Parts.Prepend(f)) : rows;

    bool IsSeen(Guid employeeId)
    {
        var employee = Reckoning.Users.Single(u => u.Id == employeeId);
        return (Whose != Whose.Mine || employeeId == reader.Id) && (Whose != Whose.Team || employee.DepartmentId == reader.DepartmentId)
            && (View.EmployeeId is null || employeeId == View.EmployeeId) && (View.DepartmentId is null || employee.DepartmentId == View.DepartmentId);
    }

    public static DateTime EndOf(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"));
}
