using Crm.Audit;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Relations;
using Crm.Users;

namespace Crm.Data.Seed;

/// <summary>Three years of the demo company's forecasts: closed ones with the way they went, and this year's open ones.</summary>
public sealed class DemoForecasts(CrmDbContext db, DemoStory story, IReadOnlyList<Relation> relations)
{
    public sealed record Work(string Description, int Group, decimal Least, decimal Most);

    public static readonly IReadOnlyList<Work> Works =
    [
        new("Klimaatinstallatie {0}", 1, 14_000, 62_000), new("Koelcel {0}", 0, 9_000, 38_000), new("Vervanging koelunits {0}", 0, 8_000, 31_000),
        new("Vriescel met schuifdeur {0}", 0, 16_000, 54_000), new("Warmtepomp {0}", 1, 22_000, 78_000), new("Luchtbehandeling {0}", 1, 18_000, 66_000),
        new("Onderhoudscontract {0}", 2, 3_500, 14_000), new("Afstandbewaking {0}", 2, 4_000, 12_500), new("CO2-koeling {0}", 0, 28_000, 95_000),
        new("Regeltechniek {0}", 3, 6_000, 24_000), new("Elektrische installatie {0}", 3, 7_500, 33_000), new("VRF-systeem {0}", 1, 12_000, 46_000),
    ];

    public static readonly IReadOnlyList<string> Places =
        ["rijpingscellen", "productiehal", "expeditie", "winkel", "kantoorvleugel", "verpakkingsruimte", "magazijn 2", "nieuwbouw", "laadkuil", "laboratorium", "grote zaal", "serverruimte", "keuken", "bewaarcellen"];

    readonly IReadOnlyList<ForecastOption> groups = story.Options(ForecastOptionKind.Group);
    readonly IReadOnlyList<ForecastOption> sources = story.Options(ForecastOptionKind.Source);
    readonly IReadOnlyList<ForecastOption> reasons = story.Options(ForecastOptionKind.LossReason);
    readonly IReadOnlyList<ForecastOption> competitors = story.Options(ForecastOptionKind.Competitor);
    readonly Dictionary<int, int> given = [];
    readonly List<Forecast> told = [];

    public IReadOnlyList<Forecast> Add()
    {
        var closed = Enumerable.Range(story.Today.Year - 2, 3).SelectMany(Closings).Order().ToList();
        // Numbers follow the day a forecast began, as they would have.
        var begun = closed.Select(day => (Start: day.AddDays(-DaysTaken()), Closed: (DateOnly?)day))
            .Concat(Enumerable.Range(0, 57).Select(index => (Start: story.Today.AddDays(-4 - index * 2 - story.Random.Next(0, 12)), Closed: (DateOnly?)null)))
            .OrderBy(life => life.Start);
        foreach (var (start, closedOn) in begun)
            told.Add(closedOn is { } day ? Closed(start, day) : Open(start));
        db.Forecasts.AddRange(told);
        db.ForecastShares.AddRange(told.SelectMany(ForecastShare.Of));
        foreach (var (year, last) in given)
            db.NumberSeries.Add(new() { Series = $"forecast-{year}", Last = last });
        return told;
    }

    IEnumerable<DateOnly> Closings(int year)
    {
        // Installers close little in July and August, and much before the winter.
        int[] perMonth = [10, 11, 15, 14, 14, 13, 9, 8, 16, 18, 19, 13];
        var growth = 1 + 0.07 * (year - story.Today.Year);
        return perMonth.SelectMany((number, month) => Enumerable.Range(0, (int)(number * growth))
            .Select(_ => story.Workday(new DateOnly(year, month + 1, story.Random.Next(1, 27)))))
            .Where(day => day < story.Today);
    }

    int DaysTaken() => 12 + (int)(Math.Pow(story.Random.NextDouble(), 1.6) * 110);

    Forecast Closed(DateOnly start, DateOnly closedOn)
    {
        var isScored = story.Random.NextDouble() < 0.36 + 0.015 * (closedOn.Year - story.Today.Year + 1);
        var reached = isScored ? story.Random.Next(3, 5) : story.Random.Next(0, 4);
        var forecast = New(start, closedOn, reached, story.Random.Next(-12, 25));
        forecast.ClosedOn = closedOn;
        forecast.Result = isScored ? ForecastResult.Scored : ForecastResult.NotScored;
        if (isScored)
            forecast.OrderAmount = Rounded(forecast.ExpectedAmount * (decimal)(0.9 + story.Random.NextDouble() * 0.15));
        else
            (forecast.LossReasonId, forecast.LostToId) = (Reason().Id, story.Random.NextDouble() < 0.55 ? story.Pick(competitors).Id : null);
        Tell(forecast, closedOn, DossierKind.ForecastClosed, isScored ? ForecastTold.Scored(forecast) : ForecastTold.NotScored(forecast, reasons.First(r => r.Id == forecast.LossReasonId), competitors.FirstOrDefault(c => c.Id == forecast.LostToId)));
        Remember(forecast, closedOn, nameof(Forecast.Result), nameof(ForecastResult.Open), forecast.Result.ToString());
        return forecast;
    }

    Forecast Open(DateOnly start)
    {
        var age = story.Today.DayNumber - start.DayNumber;
        var reached = Math.Min(4, story.Random.Next(0, 2) + age / 32);
        return New(start, story.Today, reached, story.Random.Next(9) == 0 ? -story.Random.Next(3, 15) : story.Random.Next(6, 80));
    }

    /// <summary>A forecast with its steps up to a status, spread over the days it took.</summary>
    Forecast New(DateOnly start, DateOnly end, int reached, int expectedAfterEnd)
    {
        var relation = story.Pick(relations);
        var work = story.Pick(Works);
        var status = story.Statuses[reached];
        var steps = Steps(start, end, reached);
        var forecast = new Forecast
        {
            Number = $"{start.Year}-{given[start.Year] = given.GetValueOrDefault(start.Year) + 1}",
            RelationId = relation.Id,
            Relation = relation,
            ContactId = story.Pick(story.Contacts[relation.OrganisationId]).Id,
            Description = string.Format(System.Globalization.CultureInfo.InvariantCulture, work.Description, story.Pick(Places)),
            ResponsibleId = relation.ResponsibleId!.Value,
            GroupId = groups[work.Group].Id,
            SourceId = story.Pick(sources).Id,
            CompetitorId = given[start.Year] % 3 == 0 ? competitors[given[start.Year] / 3 % competitors.Count].Id : null,
            StatusId = status.Id,
            StatusSince = story.SomeTime(steps[^1]),
            Chance = status.Chance!.Value,
            ExpectedAmount = Rounded(work.Least + (work.Most - work.Least) * (decimal)Math.Pow(story.Random.NextDouble(), 1.4)),
            StartDate = start,
            ExpectedDate = story.Workday(end.AddDays(expectedAfterEnd)),
            CreatedAt = story.SomeTime(start),
        };
        // Now and then two work on it.
        if (given[start.Year] % 7 == 3 && relations.FirstOrDefault(other => other.ResponsibleId is { } colleague && colleague != forecast.ResponsibleId) is { } other)
            forecast.ShareWith(Sharing.Text([new(other.ResponsibleId!.Value, given[start.Year] % 2 == 0 ? 30 : 50)]));
        if (steps.Count == 1)
            forecast.StatusSince = forecast.CreatedAt;
        forecast.WeightedAmount = Math.Round(forecast.ExpectedAmount * forecast.Chance / 100, 2, MidpointRounding.AwayFromZero);
        TellSteps(forecast, steps);
        return forecast;
    }

    /// <summary>The day of each status, the first being the start.</summary>
    List<DateOnly> Steps(DateOnly start, DateOnly end, int reached)
    {
        var days = end.DayNumber - start.DayNumber;
        var later = Enumerable.Range(0, reached).Select(_ => start.AddDays(story.Random.Next(1, Math.Max(2, days)))).Order();
        return [start, .. later];
    }

    void TellSteps(Forecast forecast, List<DateOnly> steps)
    {
        Remember(forecast, steps[0], nameof(Forecast.Number), null, forecast.Number);
        Tell(forecast, steps[0], DossierKind.ForecastCreated, ForecastTold.Created(forecast), forecast.CreatedAt);
        var at = forecast.CreatedAt;
        for (var step = 1; step < steps.Count; step++)
        {
            var (from, to) = (story.Statuses[step - 1], story.Statuses[step]);
            Tell(forecast, steps[step], DossierKind.StatusChanged, ForecastTold.Moved(from, from.Chance!.Value, to, to.Chance!.Value));
            at = Later(story.SomeTime(steps[step]), at);
            Remember(forecast, at, nameof(Forecast.StatusId), from.Id.ToString(), to.Id.ToString());
            Remember(forecast, at, nameof(Forecast.Chance), FieldHistory.Text(from.Chance), FieldHistory.Text(to.Chance));
        }
        if (story.Random.Next(4) != 0)
            return;
        var moved = steps[^1];
        var earlier = forecast.ExpectedDate.AddDays(-story.Random.Next(7, 35));
        Tell(forecast, moved, DossierKind.FieldChanged, ForecastTold.Changed(nameof(Forecast.ExpectedDate), Formats.Date(earlier), Formats.Date(forecast.ExpectedDate)));
        Remember(forecast, moved, nameof(Forecast.ExpectedDate), Detail.Of(earlier), Detail.Of(forecast.ExpectedDate));
    }

    /// <summary>Two steps on one day come one after the other.</summary>
    static DateTime Later(DateTime at, DateTime before) => at > before ? at : before.AddMinutes(10);

    // Price is named most often, as everywhere.
    ForecastOption Reason() => story.Random.NextDouble() < 0.34 ? reasons[0] : story.Pick(reasons);

    static decimal Rounded(decimal amount) => Math.Round(amount / 50, MidpointRounding.AwayFromZero) * 50;

    void Tell(Forecast forecast, DateOnly day, DossierKind kind, Dictionary<string, string> details, DateTime? at = null)
    {
        var by = story.As(forecast.ResponsibleId);
        db.Dossier.Add(new()
        {
            Kind = kind, At = at ?? story.SomeTime(day), RelationId = forecast.RelationId, ForecastId = forecast.Id, Details = details,
            ById = by.UserId, ByName = by.Name, Door = Door.Page,
        });
    }

    DateTime Remember(Forecast forecast, DateOnly day, string field, string? old, string? @new)
    {
        var at = story.SomeTime(day);
        Remember(forecast, at, field, old, @new);
        return at;
    }

    void Remember(Forecast forecast, DateTime at, string field, string? old, string? @new)
    {
        var by = story.As(forecast.ResponsibleId);
        db.FieldChanges.Add(new()
        {
            Record = nameof(Forecast), RecordId = forecast.Id, Field = field, Old = old, New = @new, At = at, ById = by.UserId, ByName = by.Name, Door = Door.Page,
        });
    }
}
