using System.Globalization;
using Crm.Audit;
using Crm.ContactMoments;
using Crm.Dashboard.Behind;
using Crm.Dashboard.Figures;
using Crm.Forecasts;
using Crm.Language;
using Crm.Quotes;
using Crm.Targets;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Dashboard;

/// <summary>Every forecast in memory, added up row by row: the figures as the definitions state them, without a line of the product's own reckoning.</summary>
public sealed class Reckoning
{
    public sealed record Row(
        Guid Id, DateTime CreatedAt, Guid ResponsibleId, string Shared, Guid? GroupId, Guid? SourceId, Guid? CampaignId, Guid StatusId, DateTime StatusSince, decimal Whole, decimal Chance, DateOnly Start,
        DateOnly Date, int Pushes, int DaysPushed, ForecastResult Result, decimal? WholeOrder, DateOnly? ClosedOn, Guid? ReasonId, Guid? LostToId, Guid? CompetitorId)
    {
        public int Percent { get; init; } = 100;
        public decimal Expected => Part(Whole);
        public decimal? Order => WholeOrder is { } order ? Part(order) : null;
        public bool IsOpen => Result == ForecastResult.Open;
        public decimal Weighted => Part(Math.Round(Whole * Chance / 100, 2, MidpointRounding.AwayFromZero));
        public decimal Counts => Result == ForecastResult.Scored ? Order!.Value : Expected;

        /// <summary>The parts of others than the main responsible, as rows of theirs.</summary>
        public IEnumerable<Row> Parts => Shared.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':'))
            .Select(part => this with { ResponsibleId = Guid.Parse(part[0]), Percent = int.Parse(part[1], CultureInfo.InvariantCulture) }).Where(part => part.ResponsibleId != ResponsibleId);

        decimal Part(decimal amount) => Math.Round(amount * Percent / 100, 2, MidpointRounding.AwayFromZero);
    }

    readonly Dictionary<DateTime, List<Row>> past = [];
    List<Row> now = [];
    List<Forecast> forecasts = [];
    ILookup<Guid, FieldChange> changes = null!;

    public List<User> Users { get; private set; } = [];
    public List<ForecastStatus> Statuses { get; private set; } = [];
    public List<Target> Targets { get; private set; } = [];
    public List<ContactMoment> Contacts { get; private set; } = [];
    /// <summary>Of each number the last version that was sent.</summary>
    public List<Quote> Quotes { get; private set; } = [];
    public IReadOnlyList<Row> Now => now;

    public static Task<Reckoning> ReadAsync(CrmServer server, CancellationToken cancellationToken) => server.Database.ReadAsync(async db =>
    {
        var reckoning = new Reckoning
        {
            forecasts = await db.Forecasts.ToListAsync(cancellationToken),
            changes = (await db.FieldChanges.Where(c => c.Record == "Forecast").ToListAsync(cancellationToken)).ToLookup(c => c.RecordId),
            Users = await db.Users.ToListAsync(cancellationToken),
            Statuses = await db.ForecastStatuses.OrderBy(s => s.Order).ToListAsync(cancellationToken),
            Targets = await db.Targets.ToListAsync(cancellationToken),
            Contacts = await db.ContactMoments.ToListAsync(cancellationToken),
            Quotes = [.. (await db.Quotes.Where(q => q.SentAt != null).Include(q => q.Lines).AsSplitQuery().ToListAsync(cancellationToken)).GroupBy(q => q.Number).Select(versions => versions.MaxBy(q => q.Version)!)],
        };
        reckoning.now = [.. reckoning.forecasts.Select(f => reckoning.At(f, null))];
        return reckoning;
    }, cancellationToken);

    /// <summary>Just before an instant, every change since then taken back; null is now.</summary>
    public IReadOnlyList<Row> Before(DateTime? end)
    {
        if (end is not { } instant)
            return now;
        if (!past.TryGetValue(instant, out var rows))
            past[instant] = rows = [.. forecasts.Where(f => f.CreatedAt < instant).Select(f => At(f, instant))];
        return rows;
    }

    /// <summary>Each status that a forecast stood in up to an instant, and since when.</summary>
    public IEnumerable<(Guid StatusId, DateTime Since)> Stood(Guid id, DateTime until)
    {
        var forecast = forecasts.Single(f => f.Id == id);
        var moves = changes[id].Where(c => c.Field == nameof(Forecast.StatusId)).OrderBy(c => c.At).ToList();
        yield return (moves is [{ } first, ..] ? Guid.Parse(first.Old!) : forecast.StatusId, moves.Count > 0 ? forecast.CreatedAt : forecast.StatusSince);
        foreach (var move in moves.Where(c => c.At < until))
            yield return (Guid.Parse(move.New!), move.At);
    }

    Row At(Forecast f, DateTime? end)
    {
        var history = changes[f.Id].OrderBy(c => c.At).ThenBy(c => c.Id).ToList();
        var later = history.Where(c => c.At >= end).ToList();
        var result = Enum.Parse<ForecastResult>(Then(nameof(Forecast.Result), f.Result.ToString())!);
        var isOpen = result == ForecastResult.Open;
        var moves = history.Where(c => c.Field == nameof(Forecast.StatusId)).ToList();
        var earlierMoves = moves.Where(c => end is null || c.At < end).ToList();
        var pushes = history.Where(c => (end is null || c.At < end) && c.Field == nameof(Forecast.ExpectedDate)).Select(c => Day(c.New)!.Value.DayNumber - Day(c.Old)!.Value.DayNumber).Where(days => days > 0).ToList();
        return new(
            f.Id, f.CreatedAt, Guid.Parse(Then(nameof(Forecast.ResponsibleId), f.ResponsibleId.ToString())!), Then(nameof(Forecast.Shared), f.Shared) ?? "", Id(Then(nameof(Forecast.GroupId), f.GroupId?.ToString())),
            Id(Then(nameof(Forecast.SourceId), f.SourceId?.ToString())), Id(Then(nameof(Forecast.CampaignId), f.CampaignId?.ToString())),
            Guid.Parse(Then(nameof(Forecast.StatusId), f.StatusId.ToString())!), earlierMoves.Count > 0 ? earlierMoves[^1].At : moves.Count > 0 ? f.CreatedAt : f.StatusSince,
            Figure(Then(nameof(Forecast.ExpectedAmount), FieldHistory.Text(f.ExpectedAmount)))!.Value, Figure(Then(nameof(Forecast.Chance), FieldHistory.Text(f.Chance)))!.Value,
            Day(Then(nameof(Forecast.StartDate), FieldHistory.Text(f.StartDate)))!.Value, Day(Then(nameof(Forecast.ExpectedDate), FieldHistory.Text(f.ExpectedDate)))!.Value,
            pushes.Count, pushes.Sum(), result, isOpen ? null : Figure(Then(nameof(Forecast.OrderAmount), FieldHistory.Text(f.OrderAmount))),
            isOpen ? null : Day(Then(nameof(Forecast.ClosedOn), FieldHistory.Text(f.ClosedOn))), isOpen ? null : Id(Then(nameof(Forecast.LossReasonId), f.LossReasonId?.ToString())),
            isOpen ? null : Id(Then(nameof(Forecast.LostToId), f.LostToId?.ToString())), Id(Then(nameof(Forecast.CompetitorId), f.CompetitorId?.ToString())));

        string? Then(string field, string? current) => later.Find(c => c.Field == field) is { } change ? change.Old : current;
    }

    static Guid? Id(string? text) => text is null ? null : Guid.Parse(text);

    static decimal? Figure(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
