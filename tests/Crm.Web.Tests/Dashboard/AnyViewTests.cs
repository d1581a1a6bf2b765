using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Dashboard.Behind;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Forecasts;
using Crm.Language;
using Crm.Quotes;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Dashboard;

/// <summary>Any view that anybody can put together says what the rows say. CRM_VIEWS tells how many are drawn, CRM_VIEWS_SEED others than usual.</summary>
public sealed class AnyViewTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    static readonly int Views = int.TryParse(Environment.GetEnvironmentVariable("CRM_VIEWS"), out var views) ? views : 0;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite, 15), InlineData(On.Postgres, 10)]
    public async Task Any_view_equals_a_reckoning_row_by_row_to_the_cent(On on, int usual)
    {
        await using var server = await CrmServer.StartAsync(on, demo: true);
        await LiveOnAsync(server);
        (string Name, Sight Sight)[] readers = [("ruben", Sight.All), ("bas", Sight.Team), ("thijs", Sight.Own)];
        await GiveSightAsync(server, readers);
        List<(HttpClient Client, User User, Sight Sight)> people = [];
        var reckoning = await Reckoning.ReadAsync(server, Stop);
        foreach (var (name, sight) in readers)
            people.Add((await server.SignInAsync(name), reckoning.Users.Single(u => u.Email!.StartsWith(name, StringComparison.Ordinal)), sight));
        var random = new Random(int.TryParse(Environment.GetEnvironmentVariable("CRM_VIEWS_SEED"), out var seed) ? seed : 20261123);
        for (var number = 1; number <= (Views > 0 ? Views : usual); number++)
        {
            var (client, user, sight) = people[random.Next(people.Count)];
            var view = Drawn(random, reckoning, server.Clock.Today());
            var query = new AnyView(view, user, sight, reckoning, server.Clock);
            await CompareAsync(client, query, DashboardView.Tabs[random.Next(DashboardView.Tabs.Count)], random);
        }
    }

    /// <summary>Days pass in which people work: amounts, dates, owners and groups change, forecasts open, close and open again.</summary>
    static async Task LiveOnAsync(CrmServer server)
    {
        var (desk, bulk) = (server.Services.GetRequiredService<ForecastDesk>(), server.Services.GetRequiredService<ForecastBulk>());
        var (open, users, reason, groups, competitors, relation) = await server.Database.ReadAsync(async db => (
            await db.Forecasts.Where(f => f.Result == ForecastResult.Open).OrderBy(f => f.Number).ToListAsync(Stop),
            await db.Users.Where(u => db.Forecasts.Any(f => f.ResponsibleId == u.Id)).OrderBy(u => u.Name).Select(u => u.Id).ToListAsync(Stop),
            await db.ForecastOptions.Where(o => o.Kind == ForecastOptionKind.LossReason).OrderBy(o => o.Order).Select(o => o.Id).FirstAsync(Stop),
            await db.ForecastOptions.Where(o => o.Kind == ForecastOptionKind.Group).Select(o => o.Id).ToListAsync(Stop),
            await db.ForecastOptions.Where(o => o.Kind == ForecastOptionKind.Competitor).OrderBy(o => o.Order).Select(o => o.Id).ToListAsync(Stop),
            await db.Forecasts.OrderBy(f => f.Number).Select(f => f.RelationId).FirstAsync(Stop)), Stop);
        var actor = new Actor(users[0], "Sanne de Wit", Door.Api, [Roles.Sales, Roles.Reviewer]);
        for (var index = 0; index < open.Count; index++)
        {
            server.Clock.Advance(TimeSpan.FromHours(5));
            var (forecast, today) = (open[index], server.Clock.Today());
            if (index % 3 == 0)
                await EditAsync(desk, forecast, edit => edit with { Shares = [new(users[(index + 1) % users.Count], 30 + index % 40), new(users[(index + 2) % users.Count], 7)] }, actor);
            switch (index % 9)
            {
                case 0: await desk.CloseScoredAsync(forecast.Id, forecast.ExpectedAmount + 12.34m, today, actor, Stop); break;
                case 1: await desk.CloseNotScoredAsync(forecast.Id, reason, null, today, actor, Stop); break;
                case 2: await bulk.ChangeAsync(new(BulkField.Responsible, users[index % users.Count].ToString()) { Ids = [forecast.Id] }, actor, Stop); break;
                case 3: await bulk.ChangeAsync(new(BulkField.ExpectedDate, today.AddDays(index).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) { Ids = [forecast.Id] }, actor, Stop); break;
                case 4: await bulk.ChangeAsync(new(BulkField.Group, groups[index % groups.Count].ToString()) { Ids = [forecast.Id] }, actor, Stop); break;
                case 5: await desk.SetStatusAsync(forecast.Id, "verbal", actor, Stop); break;
                case 6:
                    await desk.CloseNotScoredAsync(forecast.Id, reason, null, today, actor, Stop);
                    server.Clock.Advance(TimeSpan.FromHours(30));
                    await desk.ReopenAsync(forecast.Id, actor, Stop);
                    break;
                case 8: await EditAsync(desk, forecast, edit => edit with { CompetitorId = competitors[index % competitors.Count] }, actor); break;
                default:
                    await desk.FollowQuotesAsync(forecast.Id, forecast.ExpectedAmount - 1_234.56m, actor, Stop);
                    await desk.OpenAsync(new(relation) { ExpectedAmount = 1_000.01m * index, ResponsibleId = users[index % users.Count] }, actor, Stop);
                    break;
            }
        }
    }

    static Task EditAsync(ForecastDesk desk, Forecast read, Func<EditForecast, EditForecast> change, Actor actor) => desk.EditAsync(read.Id, change(new()
    {
        Description = read.Description, ContactId = read.ContactId, ResponsibleId = read.ResponsibleId, GroupId = read.GroupId, SourceId = read.SourceId, CampaignId = read.CampaignId, CompetitorId = read.CompetitorId,
        Chance = read.Chance, ExpectedAmount = read.ExpectedAmount, AmountFollowsQuotes = read.AmountFollowsQuotes, StartDate = read.StartDate, ExpectedDate = read.ExpectedDate, Remark = read.Remark,
    }), actor, Stop);

    static Task GiveSightAsync(CrmServer server, (string Name, Sight Sight)[] readers) => server.Database.WriteAsync(async db =>
    {
        foreach (var (name, sight) in readers)
            (await db.Users.SingleAsync(u => u.Email!.StartsWith(name), Stop)).Sight = sight;
    }, Stop);

    static DashboardView Drawn(Random random, Reckoning reckoning, DateOnly today)
    {
        var some = reckoning.Now[random.Next(reckoning.Now.Count)];
        var first = random.Next(3) == 0 ? random.Next(1, 13) : 1;
        var on = random.Next(3) == 0 ? today.AddDays(-random.Next(1, random.Next(2) == 0 ? 20 : 700)) : (DateOnly?)null;
        return new(
            on?.Year ?? today.Year - random.Next(3), random.Next(2) == 0 ? Measure.Amount : Measure.Number,
            DepartmentId: random.Next(5) == 0 ? reckoning.Users[random.Next(reckoning.Users.Count)].DepartmentId : null,
            EmployeeId: random.Next(5) == 0 ? some.ResponsibleId : null, GroupId: random.Next(5) == 0 ? some.GroupId : null, CampaignId: random.Next(6) == 0 ? some.CampaignId : null,
            SourceId: random.Next(5) == 0 ? some.SourceId : null, (Whose)random.Next(3), (Section)random.Next(5), first, first == 1 ? 12 : random.Next(first, 13), on, (MovementSpan)random.Next(4));
    }

    static async Task CompareAsync(HttpClient client, AnyView any, string tab, Random random)
    {
        switch (tab)
        {
            case "":
                var summary = await GetAsync<SummaryFigures>(client, "summary", any);
                any.Same("scored", any.Total(any.Closed(ForecastResult.Scored)), summary.Scored);
                any.Same("not scored", any.Total(any.Closed(ForecastResult.NotScored)), summary.WinRate.NotScored);
                any.Same("scored earlier", any.Total(any.ClosedEarlier(ForecastResult.Scored)), summary.ScoredEarlier);
                any.Same("open", any.Total(any.Open), summary.OpenTotal);
                any.Same("weighted", any.Open.Sum(f => f.Weighted), summary.Weighted);
                any.Same("median", AnyView.Median(any.Closed(ForecastResult.Scored)), summary.CycleTime.Median);
                any.Same("target", any.Target, summary.Target);
                any.Same("overdue", any.Total(any.Open.Where(f => f.Date < any.Today)), summary.Attention.Overdue);
                any.SameMovement(summary.Moved);
                any.Same("expiring", AnyQuotes.Total(any.Quotes.Expiring), summary.Attention.QuotesExpiring);
                await SumsAsync(client, any, Figure.Closed, summary.WinRate.Scored + summary.WinRate.NotScored);
                foreach (var step in Enum.GetValues<MovementStep>())
                    await SumsAsync(client, any, Figure.Moved, TallyOf(summary.Moved, step), $"&step={step}&from={summary.Moved.Since:yyyy-MM-dd}");
                break;
            case "scored":
                var scored = await GetAsync<ScoredFigures>(client, "scored", any);
                any.Same("win rate", AnyView.Share(any.Closed(ForecastResult.Scored).Count(), any.Closed().Count()), scored.WinRate.ByNumber);
                any.Same("P80", AnyView.P80(any.Closed(ForecastResult.Scored)), scored.CycleTime.P80);
                any.Same("per group", any.Total(any.Closed(ForecastResult.Scored)), Tally.Sum(scored.PerGroup.Select(p => p.Tally)));
                any.Same("cohort", any.Rows.Count(f => f.Start >= any.From && f.Start <= any.To && f.Result == ForecastResult.Scored), scored.Cohort.Scored);
                any.Same("foretold", any.Promised.Where(f => f.Date <= any.To).Sum(f => f.Weighted), scored.Accuracy.Foretold);
                any.SameCalibration(scored.Calibration);
                await SumsAsync(client, any, Figure.Scored, scored.Total);
                foreach (var status in scored.Calibration)
                    await SumsAsync(client, any, Figure.StoodIn, status.Real.Scored + status.Real.NotScored, $"&statusId={status.Id}");
                foreach (var month in scored.PerMonth.Where(m => m.Year < any.View.Year && m.Result == ForecastResult.Scored).GroupBy(m => (m.Year, m.Month)).Take(3))
                    await SumsAsync(client, any, Figure.Scored, Tally.Sum(month.Select(m => m.Tally)), $"&from={month.Key.Year}-{month.Key.Month:00}-01&to={new DateOnly(month.Key.Year, month.Key.Month, 1).AddMonths(1).AddDays(-1):yyyy-MM-dd}");
                break;
            case "open":
                var open = await GetAsync<OpenFigures>(client, "open", any);
                any.Same("expected in period", any.Total(any.Open.Where(f => f.Date >= any.From && f.Date <= any.Last)), open.ExpectedInPeriod);
                any.Same("per month", any.Total(any.Open), Tally.Sum(open.PerMonth.Select(m => m.Tally)));
                any.Same("ages", any.Total(any.Open.Where(f => (any.Now - f.StatusSince).TotalDays is >= 15 and < 31)), open.Ages[1].Tally);
                any.Same("pushes", (any.Open.Count(f => f.Pushes > 0), any.Open.Sum(f => f.Pushes), any.Open.Sum(f => f.DaysPushed)), (open.Pushes.Forecasts.Number, open.Pushes.Times, open.Pushes.Days));
                any.Same("promised", any.Total(any.Promised), open.Slippage.Promised);
                any.Same("slipped", any.Total(any.Slipped), open.Slippage.Slipped);
                any.Same("no next appointment", any.Total(any.Open.Where(f => !any.Planned.Any(m => m.ForecastId == f.Id))), open.Attention.WithoutNextAppointment);
                any.SameStale(open.Attention.Stale);
                any.SameConversion(open.Conversion);
                await SumsAsync(client, any, Figure.Slipped, open.Slippage.Slipped);
                await SumsAsync(client, any, Figure.Stale, open.Attention.Stale);
                foreach (var status in open.Conversion)
                {
                    any.Same("rows that entered", status.Entered, (await RowsAsync(client, any, Figure.Entered, $"&statusId={status.Id}")).Total.Number);
                    any.Same("rows that passed", status.Passed, (await RowsAsync(client, any, Figure.Passed, $"&statusId={status.Id}")).Total.Number);
                }
                break;
            case "not-scored":
                var notScored = await GetAsync<NotScoredFigures>(client, "not-scored", any);
                any.Same("not scored", any.Total(any.Closed(ForecastResult.NotScored)), notScored.Total);
                foreach (var reason in notScored.Reasons)
                    any.Same("reason", any.Total(any.Closed(ForecastResult.NotScored).Where(f => f.ReasonId == reason.Id)), reason.Tally);
                foreach (var reason in notScored.Trend)
                    foreach (var (index, month) in reason.Months.Index())
                        any.Same($"reason in month {index + 1}", any.Total(any.Closed(ForecastResult.NotScored).Where(f => f.ReasonId == reason.Id && f.ClosedOn!.Value.Month == index + 1)), month);
                any.Same("trend", notScored.Total, Tally.Sum(notScored.Trend.SelectMany(reason => reason.Months)));
                any.Same("lost to", notScored.Total, Tally.Sum(notScored.LostTo.Select(p => p.Tally)));
                any.Same("lost at", notScored.Total, Tally.Sum(notScored.LostAt.Select(p => p.Tally)));
                var contested = any.Closed().Where(f => f.CompetitorId is not null || f.LostToId is not null).ToList();
                any.Same("against competitors", AnyView.Share(contested.Count(f => f.Result == ForecastResult.Scored), contested.Count), notScored.AgainstCompetitors.ByNumber);
                await SumsAsync(client, any, Figure.Contested, notScored.AgainstCompetitors.Scored + notScored.AgainstCompetitors.NotScored);
                await SumsAsync(client, any, Figure.NotScored, notScored.Total);
                break;
            case "targets":
                var targets = await GetAsync<TargetsFigures>(client, "targets", any);
                any.Same("target", any.Target, Tally.Sum(targets.PerEmployee.Select(e => e.Target)));
                any.Same("target per month", any.Target, Tally.Sum(targets.PerMonth.Select(m => m.Target)));
                foreach (var month in any.Closed(ForecastResult.Scored).GroupBy(f => f.ClosedOn!.Value.Month))
                    any.Same($"scored in month {month.Key}", any.Total(month), targets.ScoredIn(any.View.Year, month.Key));
                foreach (var one in targets.PerEmployee)
                    any.Same(one.Name, any.Total(any.PerEmployee.Closed(ForecastResult.Scored).Where(f => f.ResponsibleId == one.EmployeeId)), one.Scored);
                break;
            case "quotes":
                await CompareQuotesAsync(client, any);
                break;
            default:
                var contacts = await GetAsync<ContactSummary>(client, "contact-moments", any);
                any.Same("held", any.Held.Count(), contacts.Held);
                any.Same("per month", any.Held.Count(), contacts.PerMonth.Sum(m => m.Number));
                any.Same("silence", any.Total(any.Open), Tally.Sum(contacts.Silences.Select(s => s.Tally)));
                any.Same("last week", any.Total(any.Open.Where(f => any.Reckoning.Contacts.Any(m => m.ForecastId == f.Id && !m.IsPlanned && m.At >= any.Now.AddDays(-7) && m.At < any.Now))), contacts.Silences[0].Tally);
                any.Same("with a next step", any.Total(any.Closed().Where(any.HasNextStep)), contacts.WithNextStep.Scored + contacts.WithNextStep.NotScored);
                await SumsAsync(client, any, Figure.WithoutNextStep, contacts.WithoutNextStep.Scored + contacts.WithoutNextStep.NotScored);
                foreach (var silence in contacts.Silences)
                    await SumsAsync(client, any, Figure.Silent, silence.Tally, (silence.FromDays is { } from ? $"&fromDays={from}" : "") + (silence.ToDays is { } to ? $"&toDays={to}" : ""));
                await CountsAsync(client, any, contacts.Held);
                await CountsAsync(client, any, contacts.Planned, "&planned=true");
                foreach (var form in contacts.PerForm)
                    await CountsAsync(client, any, form.Tally.Number, $"&formId={form.Id}");
                foreach (var employee in contacts.PerEmployee)
                    await CountsAsync(client, any, employee.Tally.Number, $"&part=Employee&partId={employee.Id}");
                break;
        }
        await SectionAsync(client, any, random);
    }

    static async Task CompareQuotesAsync(HttpClient client, AnyView any)
    {
        var (shown, quotes) = (await GetAsync<QuoteSummary>(client, "quotes", any), any.Quotes);
        quotes.SameTotals(shown);
        foreach (var month in shown.PerMonth)
        {
            var (first, last) = (new DateOnly(month.Year, month.Month, 1), new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month)));
            any.Same($"sent in {month.Year}-{month.Month}", AnyQuotes.Total(quotes.SentFrom(first, last)), month.Tally);
            await QuotesAsync(client, any, QuoteFigure.Sent, month.Tally, $"&from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}");
        }
        any.Same("fates", shown.Sent, Tally.Sum(shown.Fates.Select(fate => fate.Tally)));
        foreach (var fate in shown.Fates)
        {
            any.Same($"{fate.Status}", AnyQuotes.Total(quotes.Sent.Where(q => quotes.StatusOf(q) == fate.Status)), fate.Tally);
            await QuotesAsync(client, any, QuoteFigure.Sent, fate.Tally, $"&status={fate.Status}");
        }
        foreach (var (band, one) in shown.Discounts.Index())
        {
            any.Same($"discount {one.From}-{one.To}", AnyQuotes.Total(quotes.Answered.Where(q => AnyQuotes.DiscountBand(q) == band)), one.Acceptance.Answered);
            await QuotesAsync(client, any, QuoteFigure.Answered, one.Acceptance.Answered, $"&discount={band}");
            await QuotesAsync(client, any, QuoteFigure.Answered, one.Acceptance.Signed, $"&discount={band}&status=Signed");
        }
        foreach (var (band, one) in shown.Versions.Index())
        {
            any.Same($"{one.From} versions", AnyQuotes.Total(quotes.Signed.Where(q => Math.Min(q.Version, 4) == one.From)), one.Acceptance.Signed);
            await QuotesAsync(client, any, QuoteFigure.Answered, one.Acceptance.Answered, $"&versions={band}");
        }
        foreach (var (band, one) in shown.Days.Index())
        {
            any.Same($"{one.From}-{one.To} days", AnyQuotes.Total(quotes.Signed.Where(q => AnyQuotes.Minutes(q.SentAt!.Value, q.ClosedAt!.Value) / 1440 is var days && days >= one.From && (one.To is null || days <= one.To))), one.Acceptance.Signed);
            await QuotesAsync(client, any, QuoteFigure.Answered, one.Acceptance.Signed, $"&days={band}&status=Signed");
        }
        await QuotesAsync(client, any, QuoteFigure.Opened, shown.Opened);
        await QuotesAsync(client, any, QuoteFigure.Answered, shown.Acceptance.Answered);
        await QuotesAsync(client, any, QuoteFigure.Awaiting, shown.Awaiting);
        await QuotesAsync(client, any, QuoteFigure.Expiring, shown.Expiring);
    }

    /// <summary>The quotes behind a figure add up to it.</summary>
    static async Task QuotesAsync(HttpClient client, AnyView any, QuoteFigure figure, Tally figured, string narrowed = "")
    {
        var rows = (await client.GetFromJsonAsync<DashboardQuotes.Page>($"/api/dashboard/quote-rows?figure={figure}&take=500&{any.Query}{narrowed}", Json, Stop))!;
        any.Same($"quotes of {figure}{narrowed}", figured, rows.Total);
        any.Same($"sum of quotes of {figure}{narrowed}", figured, new Tally(rows.Items.Count, rows.Items.Sum(row => row.Amount)));
        any.Same($"what happened to quotes of {figure} after a past day", 0, rows.Items.Count(row => any.View.On is not null && (row.OpenedAt >= any.Now || row.ClosedAt >= any.Now)));
    }

    static async Task SectionAsync(HttpClient client, AnyView any, Random random)
    {
        var lines = await GetAsync<List<SectionRow>>(client, "section", any);
        any = any.View.Section == Section.Employee ? any.PerEmployee : any;
        any.Same("section: scored", any.Total(any.Closed(ForecastResult.Scored)), Tally.Sum(lines.Select(l => l.Closed.Scored)));
        any.Same("section: open", any.Total(any.Open), Tally.Sum(lines.Select(l => l.Open)));
        if (lines.Count == 0)
            return;
        foreach (var one in lines)
            any.Same($"line {one.Name.Nl}", any.Total(any.Open.Where(f => any.KeyOf(f) == one.Id)), one.Open);
        var line = lines[random.Next(lines.Count)];
        if (any.View.Section != Section.Employee)
        {
            any.Same($"quotes of {line.Name.Nl}", AnyQuotes.Total(any.Quotes.Answered.Where(q => any.Quotes.KeyOf(q) == line.Id)), line.Quotes.Answered);
            any.Same("section: quotes", AnyQuotes.Total(any.Quotes.Answered), Tally.Sum(lines.Select(l => l.Quotes.Answered)));
        }
        await QuotesAsync(client, any, QuoteFigure.Answered, line.Quotes.Answered, $"&part={any.View.Section}&partId={line.Id ?? Guid.Empty}");
        any.Same($"weighted rows of {line.Name.Nl}", line.Weighted, (await SumsAsync(client, any, Figure.Open, line.Open, $"&part={any.View.Section}&partId={line.Id ?? Guid.Empty}")).Weighted);
        any.Same($"weighted {line.Name.Nl}", any.Open.Where(f => any.KeyOf(f) == line.Id).Sum(f => f.Weighted), line.Weighted);
        await CountsAsync(client, any, line.Contacts, $"&part={any.View.Section}&partId={line.Id ?? Guid.Empty}");
        if (any.View.Section is Section.Employee or Section.Department)
            await CountsAsync(client, any, lines.Sum(one => one.Contacts));
        if (any.View.Section == Section.Employee)
            await SumsAsync(client, any, Figure.Open, Tally.Sum(lines.Select(l => l.Open)), "&part=Employee");
    }

    /// <summary>The rows behind a figure add up to it.</summary>
    static async Task<DashboardRows.Page> SumsAsync(HttpClient client, AnyView any, Figure figure, Tally figured, string narrowed = "")
    {
        var rows = await RowsAsync(client, any, figure, narrowed);
        any.Same($"rows of {figure}", figured, rows.Total);
        if (rows.Total.Number > 500)
            return rows;
        any.Same($"sum of rows of {figure}", figured, new Tally(rows.Items.Count, rows.Items.Sum(row => row.Amount)));
        any.Same($"weighted sum of rows of {figure}", rows.Items.Sum(row => row.Weighted), rows.Weighted);
        return rows;
    }

    static async Task<DashboardRows.Page> RowsAsync(HttpClient client, AnyView any, Figure figure, string narrowed) =>
        (await client.GetFromJsonAsync<DashboardRows.Page>($"/api/dashboard/rows?figure={figure}&take=500&{any.Query}{narrowed}", Json, Stop))!;

    /// <summary>The contact behind a figure is as much as it says.</summary>
    static async Task CountsAsync(HttpClient client, AnyView any, int figured, string narrowed = "") =>
        any.Same($"contact of {narrowed}", figured, (await client.GetFromJsonAsync<DashboardContacts.Page>($"/api/dashboard/contacts?take=1&{any.Query}{narrowed}", Json, Stop))!.Total);

    static Tally TallyOf(Movement movement, MovementStep step) => (Tally)typeof(Movement).GetProperty(step.ToString())!.GetValue(movement)!;

    static async Task<T> GetAsync<T>(HttpClient client, string tab, AnyView any) => (await client.GetFromJsonAsync<T>($"/api/dashboard/{tab}?{any.Query}", Json, Stop))!;
}
