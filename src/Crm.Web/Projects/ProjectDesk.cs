using Crm.Data;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Projects;

/// <summary>Turns a forecast into a project, at any moment of the sale.</summary>
public sealed class ProjectDesk(CrmDatabase database, ForecastDesk forecasts, TimeProvider clock)
{
    /// <summary>Asked twice, it answers with the same project.</summary>
    public Task<Project> CreateFromForecastAsync(Guid forecastId, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.ForecastToChangeAsync(forecastId, cancellationToken);
        if (await db.Projects.SingleOrDefaultAsync(project => project.ForecastId == forecastId, cancellationToken) is { } existing)
            return existing;
        var quotes = await AgreedAsync(db, forecastId, cancellationToken);
        var project = new Project
        {
            Number = await NumberAsync(db, cancellationToken),
            Name = forecast.Description,
            RelationId = forecast.RelationId,
            ForecastId = forecastId,
            QuoteId = quotes.LastOrDefault()?.Id,
            Group = await GroupAsync(db, forecast.GroupId, cancellationToken),
            LeaderId = forecast.ResponsibleId,
            StartDate = clock.Today(),
            ContractAmount = forecast.OrderAmount ?? (quotes.Count > 0 ? quotes.Sum(quote => quote.NetAmount) : forecast.ExpectedAmount),
            CostAmount = quotes.Sum(quote => quote.CostAmount),
            Lines = LinesOf(quotes),
            CreatedAt = clock.UtcNow(),
        };
        db.Projects.Add(project);
        db.Dossier.Add(Dossier.Item(DossierKind.ProjectCreated, actor, clock, new(forecast.RelationId, forecastId, project.QuoteId, project.Id), new()
        {
            [Detail.Number] = project.Number,
            [Detail.Name] = project.Name,
            [Detail.Amount] = Detail.Of(project.ContractAmount),
        }));
        await forecasts.LinkProjectAsync(forecastId, project.Id, actor, cancellationToken);
        return project;
    }, cancellationToken);

    /// <summary>What was signed; as long as nothing is, what counts for the expected amount.</summary>
    static async Task<List<Quote>> AgreedAsync(CrmDbContext db, Guid forecastId, CancellationToken cancellationToken)
    {
        var quotes = await db.Quotes.AsNoTracking().Include(quote => quote.Lines).AsSplitQuery().Where(quote => quote.ForecastId == forecastId).OrderBy(quote => quote.CreatedAt).ToListAsync(cancellationToken);
        var signed = quotes.FindAll(quote => quote.Status == QuoteStatus.Signed);
        return signed.Count > 0 ? signed : quotes.FindAll(quote => quote.Counts && Quote.Alive.Contains(quote.Status));
    }

    static List<ProjectLine> LinesOf(List<Quote> quotes) =>
        [.. quotes.SelectMany(quote => quote.InOrder.Zip(quote.Totals.Lines)).Select((line, index) => ProjectLine.Of(line.First, line.Second, index + 1))];

    static async Task<string> GroupAsync(CrmDbContext db, Guid? groupId, CancellationToken cancellationToken) =>
        await db.ForecastOptions.Where(option => option.Id == groupId).Select(option => option.Name.Nl).SingleOrDefaultAsync(cancellationToken) ?? "";

    async Task<string> NumberAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var year = clock.Today().Year;
        return $"P-{year}-{await db.NextNumberAsync($"project-{year}", cancellationToken):0000}";
    }
}
