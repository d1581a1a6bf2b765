using System.Globalization;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Projects;
using Crm.Quotes;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Crm.Users;

namespace Crm.Data.Seed;

/// <summary>The quotes behind the forecasts of the past year, and the projects that the signed ones became.</summary>
public sealed class DemoQuotes(CrmDbContext db, DemoStory story, QuoteTemplate template)
{
    const int DaysBack = 365;

    /// <summary>Beside the story's own, so that what is told after the quotes does not change with them.</summary>
    readonly Random chance = new(20_261_130);

    readonly VatRates rates = new([.. db.VatRates.Local]);
    readonly MadeLines lines = new([.. db.Catalogue.Local]);
    readonly Dictionary<int, int> quotesGiven = [];
    readonly Dictionary<int, int> projectsGiven = [];

    public void Add(IReadOnlyList<Forecast> forecasts)
    {
        var quoted = forecasts.Where(f => f.Relation!.IsEntrepreneur && (f.ClosedOn ?? story.Today) > story.Today.AddDays(-DaysBack) && f.Chance >= 50
            // Those in the status Quote get theirs from a real process.
            && (f.Result != ForecastResult.Open || f.Chance > 50));
        foreach (var forecast in quoted.OrderBy(DayOf))
        {
            var quote = QuoteOf(forecast);
            db.Quotes.Add(quote);
            if (quote.Version > 1)
                AddFirstVersion(forecast, quote);
            TellAll(quote);
            if (quote.Status == QuoteStatus.Signed)
                db.Projects.Add(ProjectOf(forecast, quote));
        }
        AddSeries("quote", quotesGiven);
        AddSeries("project", projectsGiven);
    }

    DateOnly DayOf(Forecast forecast) => forecast.ClosedOn is { } closed
        ? Later(closed.AddDays(-DaysUnderWay(forecast)), forecast.StartDate)
        : Later(story.Today.AddDays(-story.Random.Next(2, 27)), forecast.StartDate);

    /// <summary>The same whenever it is asked for: quotes are numbered in the order of their days.</summary>
    static int DaysUnderWay(Forecast forecast) => 2 + forecast.Number.Sum(letter => letter) * 7 % 27;

    Quote QuoteOf(Forecast forecast)
    {
        var (date, status, id) = (story.Workday(DayOf(forecast)), StatusOf(forecast), Guid.CreateVersion7());
        if (status == QuoteStatus.Expired)
            date = story.Workday(Later(forecast.ClosedOn!.Value.AddDays(-Quote.DaysValid - 2), forecast.StartDate));
        var quote = new Quote
        {
            Id = id, Number = $"OF-{date.Year}-{Next(quotesGiven, date.Year):D4}", Version = chance.Next(4) == 0 ? 2 : 1,
            ForecastId = forecast.Id, RelationId = forecast.RelationId, ContactId = forecast.ContactId, AuthorId = forecast.ResponsibleId,
            TemplateKey = template.Key, TemplateVersion = 1, HouseVersion = 1, Title = forecast.Description, Introduction = template.Nl.Introduction, Delivery = template.Nl.Delivery,
            PaymentTerms = template.Nl.PaymentTerms, Closing = template.Nl.Closing, Date = date, ValidUntil = date.AddDays(Quote.DaysValid),
            Status = status, CreatedAt = story.At(date, 9, 15), SavedAt = story.At(date, 11), SavedBy = story.As(forecast.ResponsibleId).Name,
            Lines = lines.For(forecast.OrderAmount ?? forecast.ExpectedAmount, id, Guid.CreateVersion7, chance.Next(5) < 2 ? chance.Next(1, 9) * 3 : 0),
        };
        quote.SentAt = story.At(date, date == forecast.ClosedOn ? 9 : 15, 30);
        if (forecast.ClosedOn is { } closed)
            quote.ClosedAt = story.At(closed, 11, 40);
        quote.OpenedAt = OpenedOf(quote);
        quote.Rate(rates);
        quote.AddUp();
        return quote;
    }

    /// <summary>Most look within the hour or the next morning, and some never; whoever signs has looked.</summary>
    DateTime? OpenedOf(Quote quote)
    {
        var (sent, end) = (quote.SentAt!.Value, quote.ClosedAt ?? story.Now);
        var (opened, looks) = (sent.AddMinutes(4 + Math.Pow(chance.NextDouble(), 3) * 2_800), chance.Next(8) > 0);
        if (opened < end)
            return looks || quote.Status == QuoteStatus.Signed ? opened : null;
        return quote.Status == QuoteStatus.Signed ? sent.AddMinutes(20) : null;
    }

    /// <summary>What the customer got some days before, with another amount.</summary>
    void AddFirstVersion(Forecast forecast, Quote last)
    {
        var (date, id) = (story.Workday(last.Date.AddDays(-6)), Guid.CreateVersion7());
        var first = new Quote
        {
            Id = id, Number = last.Number, ForecastId = last.ForecastId, RelationId = last.RelationId, ContactId = last.ContactId, AuthorId = last.AuthorId, TemplateKey = last.TemplateKey, TemplateVersion = 1, HouseVersion = 1,
            Title = last.Title, Introduction = last.Introduction, Delivery = last.Delivery, PaymentTerms = last.PaymentTerms, Closing = last.Closing, Date = date, ValidUntil = date.AddDays(Quote.DaysValid),
            Status = QuoteStatus.Replaced, CreatedAt = story.At(date, 9, 40), SavedAt = story.At(date, 10, 30), SavedBy = last.SavedBy, SentAt = story.At(date, 14), ClosedAt = last.CreatedAt,
            Lines = lines.For(Math.Round((forecast.OrderAmount ?? forecast.ExpectedAmount) * 1.08m, 2), id, Guid.CreateVersion7),
        };
        first.OpenedAt = first.SentAt.Value.AddMinutes(chance.Next(10, 600));
        first.Rate(rates);
        first.AddUp();
        db.Quotes.Add(first);
        TellAll(first);
    }

    QuoteStatus StatusOf(Forecast forecast) => forecast.Result switch
    {
        ForecastResult.Scored => QuoteStatus.Signed,
        ForecastResult.NotScored => story.Random.Next(4) == 0 ? QuoteStatus.Expired : QuoteStatus.Declined,
        _ => QuoteStatus.Sent,
    };

    Project ProjectOf(Forecast forecast, Quote quote)
    {
        var closed = forecast.ClosedOn!.Value;
        var project = new Project
        {
            Number = string.Create(CultureInfo.InvariantCulture, $"P-{closed.Year}-{Next(projectsGiven, closed.Year):0000}"),
            Name = forecast.Description, RelationId = forecast.RelationId, ForecastId = forecast.Id, QuoteId = quote.Id,
            Group = db.ForecastOptions.Local.First(option => option.Id == forecast.GroupId).Name.Nl, LeaderId = forecast.ResponsibleId,
            StartDate = story.Workday(closed.AddDays(14)), ContractAmount = quote.NetAmount, CostAmount = quote.CostAmount,
            Lines = [.. quote.InOrder.Zip(quote.Totals.Lines).Select((line, index) => ProjectLine.Of(line.First, line.Second, index + 1))],
            CreatedAt = story.At(closed, 11, 41),
        };
        forecast.ProjectId = project.Id;
        Tell(quote, DossierKind.ProjectCreated, project.CreatedAt, project.Id, new() { [Detail.Number] = project.Number, [Detail.Name] = project.Name, [Detail.Amount] = Detail.Of(project.ContractAmount) });
        return project;
    }

    void TellAll(Quote quote)
    {
        Tell(quote, DossierKind.QuoteCreated, quote.CreatedAt);
        if (quote.SentAt is { } sent)
            Tell(quote, DossierKind.QuoteSent, sent);
        DossierKind? end = quote.Status switch { QuoteStatus.Signed => DossierKind.QuoteSigned, QuoteStatus.Declined => DossierKind.QuoteDeclined, QuoteStatus.Expired => DossierKind.QuoteExpired, _ => null };
        if (end is { } kind && quote.ClosedAt is { } closed)
            Tell(quote, kind, closed);
    }

    void Tell(Quote quote, DossierKind kind, DateTime at, Guid? projectId = null, Dictionary<string, string>? details = null)
    {
        var by = story.As(quote.AuthorId);
        db.Dossier.Add(new()
        {
            Kind = kind, At = at, RelationId = quote.RelationId, ForecastId = quote.ForecastId, QuoteId = quote.Id, ProjectId = projectId,
            Details = details ?? new() { [Detail.Number] = quote.Number, [Detail.Version] = quote.Version.ToString(CultureInfo.InvariantCulture), [Detail.Amount] = Detail.Of(quote.NetAmount) },
            ById = by.UserId, ByName = by.Name, Door = Door.Page,
        });
    }

    void AddSeries(string name, Dictionary<int, int> given)
    {
        foreach (var (year, last) in given)
            db.NumberSeries.Add(new() { Series = $"{name}-{year}", Last = last });
    }

    static int Next(Dictionary<int, int> given, int year) => given[year] = given.GetValueOrDefault(year) + 1;

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
