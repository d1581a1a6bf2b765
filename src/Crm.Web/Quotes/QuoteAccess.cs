using Crm.Data;
using Crm.Tasks;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>Finds a quote to change, and says who may do what with it. The workflow itself may do everything: its definition decides who.</summary>
static class QuoteAccess
{
    /// <summary>What a task about a quote has as its subject.</summary>
    public const string SubjectKind = "quote";

    public static async Task<Quote> QuoteToChangeAsync(this CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Quotes.Include(q => q.Lines).Include(q => q.Forecast).AsSplitQuery().SingleOrDefaultAsync(q => q.Id == id, cancellationToken) ?? throw NotFound();

    public static RefusedException NotFound() => RefusedException.NotFound("Deze offerte bestaat niet.", "This quote does not exist.");

    /// <summary>A draft is edited by its author, and by whoever has a task to do on it.</summary>
    public static async Task<bool> MayEditAsync(this CrmDbContext db, Quote quote, Actor actor, CancellationToken cancellationToken) =>
        quote.Status == QuoteStatus.Draft
        && (actor.IsProcess() || actor.UserId == quote.AuthorId || await db.TasksOf(quote.Id, actor).AnyAsync(cancellationToken));

    public static async Task EnsureMayEditAsync(this CrmDbContext db, Quote quote, Actor actor, CancellationToken cancellationToken)
    {
        if (quote.Status != QuoteStatus.Draft)
            throw RefusedException.Conflict(
                $"Offerte {quote.NumberAndVersion} is {quote.Status.Name().ToLowerInvariant()} en kan niet meer gewijzigd worden. Maak een nieuwe versie.",
                $"Quote {quote.NumberAndVersion} is {quote.Status.Name().ToLowerInvariant()} and can no longer be changed. Make a new version.");
        if (!await db.MayEditAsync(quote, actor, cancellationToken))
            throw RefusedException.Forbidden("Alleen de opsteller, of wie er een taak voor heeft, wijzigt deze offerte.", "Only its author, or whoever has a task for it, changes this quote.");
    }

    /// <summary>Withdrawing and making a new version: the author, who answers for the forecast, a process owner.</summary>
    public static bool MayDirect(this Quote quote, Actor actor) =>
        actor.IsProcess() || actor.Is(Roles.ProcessOwner) || actor.UserId is { } user && (user == quote.AuthorId || user == quote.Forecast?.ResponsibleId);

    public static void EnsureMayDirect(this Quote quote, Actor actor)
    {
        if (!quote.MayDirect(actor))
            throw RefusedException.Forbidden("Alleen de opsteller of de verantwoordelijke van de forecast doet dit.", "Only its author or whoever is responsible for the forecast does this.");
    }

    /// <summary>A second pair of eyes: a reviewer, and never the author.</summary>
    public static bool MayReview(this Quote quote, Actor actor) => actor.IsProcess() || actor.Is(Roles.Reviewer) && actor.UserId != quote.AuthorId;

    /// <summary>The same, unless the process asks another for the review: who approved a large quote does not approve it a second time.</summary>
    public static async Task<bool> MayReviewAsync(this CrmDbContext db, Quote quote, Actor actor, CancellationToken cancellationToken) =>
        quote.MayReview(actor) && (actor.UserId is not { } user
            || !await db.Tasks.AnyAsync(task => task.Status == UserTaskStatus.Open && task.SubjectKind == SubjectKind && task.SubjectId == quote.Id && task.NotForIds.Contains(user), cancellationToken));

    public static void EnsureMayReview(this Quote quote, Actor actor)
    {
        if (!quote.MayReview(actor))
            throw RefusedException.Forbidden("Een beoordelaar die de offerte niet zelf opstelde, beslist hierover.", "A reviewer who did not compose the quote decides on this.");
    }

    public static IQueryable<UserTask> TasksOf(this CrmDbContext db, Guid quoteId, Actor actor) =>
        db.OpenTasksOf(actor).Where(task => task.SubjectKind == SubjectKind && task.SubjectId == quoteId);

    public static bool IsProcess(this Actor actor) => actor.Door is Door.Workflow or Door.System;
}
