using Crm.Audit;
using Crm.Data.Seed;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Relations;
using Crm.Users;

namespace Crm.Data.Load;

/// <summary>Lives a forecast from its first day to yesterday by the forecast's own rules, and writes down what every step changed.</summary>
public sealed class ForecastLife(LoadTables tables, LoadChance chance, LoadedRows rows, LoadNumbers numbers)
{
    const int DaysOpenAtMost = 210;
    const int QuoteStep = 2;

    readonly IReadOnlyList<ForecastOption> reasons = tables.Of(ForecastOptionKind.LossReason);
    readonly IReadOnlyList<ForecastOption> competitors = tables.Of(ForecastOptionKind.Competitor);
    readonly LoadedQuotes quotes = new(tables, chance, rows, numbers);
    readonly LoadedTalks talks = new(tables, chance, rows);

    public void Live(Relation relation, IReadOnlyList<Contact> contacts, User seller)
    {
        var yesterday = tables.Today.AddDays(-1);
        var start = chance.Day(Clock.DayOf(relation.CreatedAt), yesterday);
        var age = yesterday.DayNumber - start.DayNumber;
        var isOpen = age < DaysOpenAtMost && chance.Part() > age / (double)DaysOpenAtMost;
        var end = isOpen ? yesterday : Earlier(start.AddDays(12 + (int)(Math.Pow(chance.Part(), 1.6) * 140)), yesterday);
        var isScored = !isOpen && chance.Percent(38);
        var reached = isOpen ? Math.Min(4, chance.Below(2) + age / 40) : isScored ? chance.Between(3, 4) : chance.Between(0, 3);
        var contact = chance.Pick(contacts);
        var forecast = Begin(relation, contact, seller, start, end.AddDays(isOpen ? chance.Between(-10, 80) : chance.Between(-12, 25)));
        var last = Climb(forecast, relation, seller, reached, end);
        if (!isOpen)
            last = Close(forecast, seller, isScored, Later(last, end));
        quotes.Finish(forecast, last);
        talks.Add(forecast, contact, seller, start, end);
    }

    Forecast Begin(Relation relation, Contact contact, User seller, DateOnly start, DateOnly expected)
    {
        var (work, at, status) = (chance.Pick(DemoForecasts.Works), chance.Moment(start), tables.Statuses[0]);
        var ordinal = numbers.Next($"forecast-{start.Year}");
        var forecast = new Forecast
        {
            Id = chance.Id(at),
            Number = $"{start.Year}-{ordinal}",
            RelationId = relation.Id,
            ContactId = contact.Id,
            Description = string.Format(System.Globalization.CultureInfo.InvariantCulture, work.Description, chance.Pick(DemoForecasts.Places)),
            ResponsibleId = seller.Id,
            GroupId = chance.Pick(tables.Of(ForecastOptionKind.Group)).Id,
            SourceId = chance.Pick(tables.Of(ForecastOptionKind.Source)).Id,
            CompetitorId = ordinal % 3 == 0 ? competitors[ordinal / 3 % competitors.Count].Id : null,
            StatusId = status.Id,
            StatusSince = at,
            Chance = status.Chance!.Value,
            AmountFollowsQuotes = false,
            StartDate = start,
            ExpectedDate = Latest(expected, start),
            CreatedAt = at,
        };
        forecast.Expect(Rounded(work.Least + (work.Most - work.Least) * (decimal)Math.Pow(chance.Part(), 1.4)));
        rows.Forecasts.Add(forecast);
        rows.Changes.Add(Changed(forecast, nameof(Forecast.Number), null, forecast.Number, at, seller));
        Tell(forecast, DossierKind.ForecastCreated, at, seller, ForecastTold.Created(forecast));
        return forecast;
    }

    /// <summary>Status by status; what the customer is quoted becomes the expected amount.</summary>
    DateTime Climb(Forecast forecast, Relation relation, User seller, int reached, DateOnly end)
    {
        var last = forecast.CreatedAt;
        var days = Enumerable.Range(0, reached).Select(_ => chance.Day(forecast.StartDate, end)).Order().ToList();
        for (var step = 1; step <= reached; step++)
        {
            var (from, to, before) = (tables.Statuses[step - 1], tables.Statuses[step], forecast.Chance);
            last = Later(last, days[step - 1]);
            Change(forecast, last, seller, () => forecast.MoveTo(to, last));
            Tell(forecast, DossierKind.StatusChanged, last, seller, ForecastTold.Moved(from, before, to, forecast.Chance));
            if (step == QuoteStep && relation.IsEntrepreneur && chance.Percent(75))
                last = Quote(forecast, seller, last.AddMinutes(chance.Between(20, 90)));
        }
        return last;
    }

    DateTime Quote(Forecast forecast, User seller, DateTime at)
    {
        var (before, amount) = (forecast.ExpectedAmount, Rounded(forecast.ExpectedAmount * (decimal)(0.85 + chance.Part() * 0.3)));
        Change(forecast, at, seller, () =>
        {
            forecast.AmountFollowsQuotes = true;
            forecast.Expect(amount);
        });
        if (before != amount)
            Tell(forecast, DossierKind.FieldChanged, at, seller, ForecastTold.Changed(nameof(Forecast.ExpectedAmount), Formats.Euro(before), Formats.Euro(amount)));
        quotes.Send(forecast, seller, at);
        return at;
    }

    DateTime Close(Forecast forecast, User seller, bool isScored, DateTime at)
    {
        var day = Clock.DayOf(at);
        var (reason, competitor) = (chance.Percent(30) ? reasons[0] : chance.Pick(reasons), chance.Percent(55) ? chance.Pick(competitors) : null);
        var order = forecast.AmountFollowsQuotes ? forecast.ExpectedAmount : Rounded(forecast.ExpectedAmount * (decimal)(0.9 + chance.Part() * 0.15));
        Change(forecast, at, seller, () =>
        {
            if (isScored)
                forecast.CloseScored(order, day, tables.Today);
            else
                forecast.CloseNotScored(reason.Id, competitor?.Id, day, tables.Today);
        });
        Tell(forecast, DossierKind.ForecastClosed, at, seller, isScored ? ForecastTold.Scored(forecast) : ForecastTold.NotScored(forecast, reason, competitor));
        return at;
    }

    void Change(Forecast forecast, DateTime at, User seller, Action step)
    {
        var before = Figures(forecast);
        rows.States.Add(ForecastState.Of(forecast, at));
        step();
        forecast.FiguresSince = at;
        forecast.Revision++;
        foreach (var ((field, old), (_, now)) in before.Zip(Figures(forecast)).Where(pair => !Equals(pair.First.Value, pair.Second.Value)))
            rows.Changes.Add(Changed(forecast, field, FieldHistory.Text(old), FieldHistory.Text(now), at, seller));
    }

    /// <summary>The watched fields that a life changes.</summary>
    static (string Field, object? Value)[] Figures(Forecast f) =>
    [
        (nameof(f.StatusId), f.StatusId), (nameof(f.Chance), f.Chance), (nameof(f.ExpectedAmount), f.ExpectedAmount), (nameof(f.AmountFollowsQuotes), f.AmountFollowsQuotes), (nameof(f.Result), f.Result),
        (nameof(f.OrderAmount), f.OrderAmount), (nameof(f.ClosedOn), f.ClosedOn), (nameof(f.LossReasonId), f.LossReasonId), (nameof(f.LostToId), f.LostToId),
    ];

    static FieldChange Changed(Forecast forecast, string field, string? old, string? now, DateTime at, User seller) => new()
    {
        Record = nameof(Forecast), RecordId = forecast.Id, Revision = forecast.Revision, Field = field, Old = old, New = now, At = at, ById = seller.Id, ByName = seller.Name, Door = Door.Page,
    };

    void Tell(Forecast forecast, DossierKind kind, DateTime at, User seller, Dictionary<string, string> details) => rows.Dossier.Add(new()
    {
        Kind = kind, At = at, RelationId = forecast.RelationId, ForecastId = forecast.Id, Details = details, ById = seller.Id, ByName = seller.Name, Door = Door.Page,
    });

    /// <summary>A moment on that day, or shortly after the last one when that was later.</summary>
    DateTime Later(DateTime last, DateOnly day) => chance.Moment(day) is var at && at > last ? at : last.AddMinutes(chance.Between(5, 40));

    static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    static DateOnly Latest(DateOnly one, DateOnly other) => one > other ? one : other;

    static decimal Rounded(decimal amount) => Math.Round(amount / 50, MidpointRounding.AwayFromZero) * 50;
}
