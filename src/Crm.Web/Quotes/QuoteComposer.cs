using Crm.Data;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Quotes.Grid;
using Crm.Quotes.Layout;
using Crm.Quotes.Templates;
using Crm.Relations;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>Everything that can be done with a quote, from composing it to its end.</summary>
public sealed class QuoteComposer(CrmDatabase database, QuoteTemplates templates, ForecastDesk forecasts, QuoteProcess process, CrmSettings settings, TimeProvider clock)
{
    /// <summary>A draft on a forecast, with the texts of the template and the language of the relation.</summary>
    public Task<Quote> ComposeAsync(Guid forecastId, string? templateKey, Guid? contactId, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.Forecasts.Include(f => f.Relation).SingleOrDefaultAsync(f => f.Id == forecastId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze forecast bestaat niet.", "This forecast does not exist.");
        var template = (await templates.AllAsync(cancellationToken)).FirstOrDefault(template => template.Key == templateKey) ?? throw RefusedException.Invalid("templateKey", "Kies een sjabloon.", "Choose a template.");
        EnsureOpen(forecast);
        await EnsureContactAsync(db, forecast.Relation!, contactId, cancellationToken);
        var quote = NewQuote(forecast, template, await db.NextNumberAsync($"quote-{clock.Today().Year}", cancellationToken), contactId ?? forecast.ContactId, actor);
        db.Quotes.Add(quote);
        db.Tell(quote, DossierKind.QuoteCreated, actor, clock);
        await db.SaveChangesAsync(cancellationToken);
        await process.StartAsync(quote, cancellationToken);
        return quote;
    }, cancellationToken);

    /// <summary>Saves the whole grid. Whoever saves on an older revision is refused and keeps what he typed.</summary>
    public Task<Quote> SaveLinesAsync(Guid id, IReadOnlyList<LineEntry> lines, int revision, Actor actor, CancellationToken cancellationToken = default) => EditAsync(id, revision, actor, async (db, quote) =>
    {
        var rates = await db.VatRatesAsync(cancellationToken);
        var used = lines.Select(line => line.Code?.Trim()).Where(code => !string.IsNullOrEmpty(code)).Distinct().ToList();
        var known = await db.Catalogue.Where(item => used.Contains(item.Code)).Select(item => item.Code).ToListAsync(cancellationToken);
        QuoteLines.EnsureRight(lines, known.ToHashSet(), rates, quote.Date);
        await QuotePictures.EnsureOfCatalogueAsync(db, lines, cancellationToken);
        QuoteLines.Replace(db, quote, lines);
        quote.Rate(rates);
        quote.Take([]);
    }, cancellationToken);

    public Task<Quote> EditTextsAsync(Guid id, QuoteTexts texts, int revision, Actor actor, CancellationToken cancellationToken = default) => EditAsync(id, revision, actor, async (db, quote) =>
    {
        var offered = await templates.AllAsync(cancellationToken);
        var faults = texts.Faults(offered, clock.Today(), quote.ValidUntil).ToList();
        faults.RefuseIfAny();
        await EnsureContactAsync(db, quote.Relation!, texts.ContactId, cancellationToken);
        await EnsureCoSignersAsync(db, quote.Relation!, texts.CoSigners ?? quote.CoSigners, cancellationToken);
        quote.Codes = await CodeChoice.ReadAsync(db, settings, quote, texts, actor, clock.UtcNow(), cancellationToken);
        if (texts.Blocks is { } blocks)
        {
            await QuotePictures.EnsureOwnAsync(db, quote, blocks, cancellationToken);
            quote.Blocks = blocks.WrittenBy(actor.Name, clock.UtcNow(), quote.Blocks);
        }
        texts.Fill(quote, offered);
    }, cancellationToken);

    public Task RequestReviewAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => StepAsync(id, actor, async (db, quote) =>
    {
        await db.EnsureMayEditAsync(quote, actor, cancellationToken);
        quote.EnsureComplete(clock.Today());
        await EnsureReachableAsync(db, quote, cancellationToken);
        quote.Step(QuoteStatus.InReview, clock.UtcNow(), QuoteStatus.Draft);
        await db.KeepTemplateAsync(quote, cancellationToken);
        db.Tell(quote, DossierKind.QuoteSentToReview, actor, clock);
        await process.AnswerAsync(quote, QuoteProcess.RequestReview, "", actor, cancellationToken);
    }, QuoteStatus.InReview, cancellationToken);

    public Task ApproveAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => StepAsync(id, actor, async (db, quote) =>
    {
        quote.EnsureMayReview(actor);
        quote.Step(QuoteStatus.Approved, clock.UtcNow(), QuoteStatus.InReview);
        db.Tell(quote, DossierKind.QuoteApproved, actor, clock);
        await process.AnswerAsync(quote, QuoteProcess.Approve, "", actor, cancellationToken);
    }, QuoteStatus.Approved, cancellationToken);

    public Task SendBackAsync(Guid id, string? reason, Actor actor, CancellationToken cancellationToken = default) => StepAsync(id, actor, async (db, quote) =>
    {
        quote.EnsureMayReview(actor);
        var why = Reason(reason);
        quote.Step(QuoteStatus.Draft, clock.UtcNow(), QuoteStatus.InReview, QuoteStatus.Approved);
        quote.LastReviewed = QuoteContent.Of(quote);
        (quote.TemplateVersion, quote.HouseVersion) = (null, null);
        db.Tell(quote, DossierKind.QuoteSentBack, actor, clock, why);
        await process.AnswerAsync(quote, QuoteProcess.SendBack, reason!, actor, cancellationToken);
    }, QuoteStatus.Draft, cancellationToken);

    public Task MarkSentAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => StepAsync(id, actor, (db, quote) =>
    {
        quote.Step(QuoteStatus.Sent, clock.UtcNow(), QuoteStatus.Approved);
        db.Tell(quote, DossierKind.QuoteSent, actor, clock);
    }, QuoteStatus.Sent, cancellationToken);

    public Task MarkSignedAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => StepAsync(id, actor, (db, quote) =>
    {
        quote.Step(QuoteStatus.Signed, clock.UtcNow(), QuoteStatus.Sent);
        db.Tell(quote, DossierKind.QuoteSigned, actor, clock);
    }, QuoteStatus.Signed, cancellationToken);

    public Task MarkDeclinedAsync(Guid id, string? reason, Actor actor, CancellationToken cancellationToken = default) => StepAsync(id, actor, (db, quote) =>
    {
        quote.Step(QuoteStatus.Declined, clock.UtcNow(), QuoteStatus.Sent);
        db.Tell(quote, DossierKind.QuoteDeclined, actor, clock, SafeText(reason));
    }, QuoteStatus.Declined, cancellationToken);

    public Task ExpireAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => StepAsync(id, actor, (db, quote) =>
    {
        if (clock.Today() <= quote.ValidUntil)
            throw RefusedException.Conflict($"De offerte is nog geldig tot en met {Formats.Date(quote.ValidUntil)}.", $"The quote is still valid until and including {Formats.Date(quote.ValidUntil)}.");
        quote.Step(QuoteStatus.Expired, clock.UtcNow(), QuoteStatus.Sent);
        db.Tell(quote, DossierKind.QuoteExpired, actor, clock);
    }, QuoteStatus.Expired, cancellationToken);

    public Task WithdrawAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => StepAsync(id, actor, async (db, quote) =>
    {
        quote.EnsureMayDirect(actor);
        quote.Step(QuoteStatus.Withdrawn, clock.UtcNow(), QuoteStatus.Draft, QuoteStatus.InReview, QuoteStatus.Approved, QuoteStatus.Sent);
        db.Tell(quote, DossierKind.QuoteWithdrawn, actor, clock);
        // A process that withdraws a quote knows so, and cannot end itself.
        if (!actor.IsProcess())
            await process.WithdrawAsync(quote, cancellationToken);
    }, QuoteStatus.Withdrawn, cancellationToken);

    /// <summary>A new version to work on: a copy at today's VAT rates. The old one is replaced and stays as it was.</summary>
    public Task<Quote> ReviseAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var old = await db.QuoteToChangeAsync(id, cancellationToken);
        old.EnsureMayDirect(actor);
        EnsureOpen(old.Forecast!);
        old.Step(QuoteStatus.Replaced, clock.UtcNow(), QuoteStatus.InReview, QuoteStatus.Approved, QuoteStatus.Sent, QuoteStatus.Declined, QuoteStatus.Expired, QuoteStatus.Withdrawn);
        var latest = await db.Quotes.Where(q => q.Number == old.Number).MaxAsync(q => q.Version, cancellationToken);
        var quote = old.NextVersion(latest + 1, actor.UserId ?? old.AuthorId, clock.Today(), clock.UtcNow());
        quote.SavedBy = actor.Name;
        quote.Rate(await db.VatRatesAsync(cancellationToken));
        quote.Take([]);
        db.Quotes.Add(quote);
        db.Tell(quote, DossierKind.QuoteCreated, actor, clock);
        await FollowAsync(db, quote.ForecastId, actor, cancellationToken);
        await process.EndAsync(old, cancellationToken);
        await process.StartAsync(quote, cancellationToken);
        return quote;
    }, cancellationToken);

    Quote NewQuote(Forecast forecast, QuoteTemplate template, int number, Guid? contactId, Actor actor)
    {
        var (today, relation) = (clock.Today(), forecast.Relation!);
        var texts = template.In(relation.Language);
        return new()
        {
            Number = $"OF-{today.Year}-{number:D4}",
            ForecastId = forecast.Id, Forecast = forecast, RelationId = relation.Id, ContactId = contactId, AuthorId = actor.UserId ?? forecast.ResponsibleId,
            TemplateKey = template.Key, Title = forecast.Description, Language = relation.Language, PricesIncludeVat = !relation.IsEntrepreneur,
            Introduction = texts.Introduction, Delivery = texts.Delivery, PaymentTerms = texts.PaymentTerms, Closing = texts.Closing,
            Date = today, ValidUntil = today.AddDays(Quote.DaysValid), CreatedAt = clock.UtcNow(), SavedAt = clock.UtcNow(), SavedBy = actor.Name,
        };
    }

    /// <summary>One save of a draft, of which a later saver hears.</summary>
    Task<Quote> EditAsync(Guid id, int revision, Actor actor, Func<CrmDbContext, Quote, Task> edit, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var quote = await db.QuoteToChangeAsync(id, cancellationToken);
        await db.EnsureMayEditAsync(quote, actor, cancellationToken);
        if (quote.Revision != revision)
            throw RefusedException.Conflict(
                $"{quote.SavedBy} bewaarde deze offerte om {Formats.Time(quote.SavedAt)}, terwijl jij eraan werkte. Wat je invoerde staat er nog.",
                $"{quote.SavedBy} saved this quote at {Formats.Time(quote.SavedAt)} while you were working on it. What you entered is still here.");
        await db.Entry(quote).Reference(q => q.Relation).LoadAsync(cancellationToken);
        var before = QuoteContent.Of(quote);
        await edit(db, quote);
        await QuoteEdit.KeepAsync(db, quote, before, actor, clock.UtcNow(), cancellationToken);
        (quote.SavedAt, quote.SavedBy) = (clock.UtcNow(), actor.Name);
        // A change of lines alone does not touch the quote's own row, yet the next to save must hear of it.
        db.Entry(quote).Property(q => q.SavedAt).IsModified = true;
        await db.TellEditedAsync(quote, actor, clock, cancellationToken);
        await FollowAsync(db, quote.ForecastId, actor, cancellationToken);
        return quote;
    }, cancellationToken);

    Task StepAsync(Guid id, Actor actor, Action<CrmDbContext, Quote> step, QuoteStatus to, CancellationToken cancellationToken) =>
        StepAsync(id, actor, (db, quote) => { step(db, quote); return Task.CompletedTask; }, to, cancellationToken);

    /// <summary>A process that tells what a person already did through another door is not an error.</summary>
    Task StepAsync(Guid id, Actor actor, Func<CrmDbContext, Quote, Task> step, QuoteStatus to, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var quote = await db.QuoteToChangeAsync(id, cancellationToken);
        if (quote.Status == to && actor.IsProcess())
            return;
        await step(db, quote);
        await FollowAsync(db, quote.ForecastId, actor, cancellationToken);
    }, cancellationToken);

    /// <summary>The quotes that count make the forecast's expected amount; as long as they come to nothing, its own estimate stands.</summary>
    async Task FollowAsync(CrmDbContext db, Guid forecastId, Actor actor, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var amount = await db.Quotes.Where(q => q.ForecastId == forecastId && q.Counts && Quote.Alive.Contains(q.Status)).SumAsync(q => q.NetAmount, cancellationToken);
        if (amount > 0)
            await forecasts.FollowQuotesAsync(forecastId, amount, actor, cancellationToken);
    }

    static void EnsureOpen(Forecast forecast)
    {
        if (forecast.Result != ForecastResult.Open)
            throw RefusedException.Conflict($"Forecast {forecast.Number} is gesloten.", $"Forecast {forecast.Number} is closed.");
    }

    /// <summary>An approved quote goes out by mail: better heard now than after the review.</summary>
    async Task EnsureReachableAsync(CrmDbContext db, Quote quote, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == quote.ContactId, cancellationToken);
        if (string.IsNullOrEmpty(contact?.Email))
            throw RefusedException.Invalid("contactId", "De contactpersoon heeft geen e-mailadres; zonder kan de offerte niet verstuurd worden.", "The contact has no e-mail address; without one the quote cannot be sent.");
        var others = quote.CoSigners.ContactIds;
        if (await db.Contacts.CountAsync(c => others.Contains(c.Id) && c.Email != null && c.Email != "", cancellationToken) < others.Count)
            throw RefusedException.Invalid("coSigners", "Wie meetekent, heeft een e-mailadres nodig: daar gaan de link en de code heen.", "Whoever signs along needs an e-mail address: the link and the code go there.");
        if (quote.Codes is { WithSms: true })
            CodeChoice.EnsurePossible(settings, MobileNumber.Of(contact));
    }

    static async Task EnsureContactAsync(CrmDbContext db, Relation relation, Guid? contactId, CancellationToken cancellationToken)
    {
        if (contactId is not { } id)
            return;
        if (!await db.Contacts.AnyAsync(c => c.Id == id && c.OrganisationId == relation.OrganisationId && !c.IsBlocked, cancellationToken))
            throw RefusedException.Invalid("contactId", "Kies een contactpersoon van deze relatie.", "Choose a contact of this relation.");
    }

    static async Task EnsureCoSignersAsync(CrmDbContext db, Relation relation, CoSigners signers, CancellationToken cancellationToken)
    {
        var contacts = signers.ContactIds;
        if (await db.Contacts.CountAsync(c => contacts.Contains(c.Id) && c.OrganisationId == relation.OrganisationId && !c.IsBlocked, cancellationToken) < contacts.Count)
            throw RefusedException.Invalid("coSigners", "Wie meetekent, is een contactpersoon van deze relatie.", "Whoever signs along is a contact of this relation.");
        if (signers.EmployeeId is { } employee && !await db.Users.AnyAsync(user => user.Id == employee && user.IsActive, cancellationToken))
            throw RefusedException.Invalid("counterSigner", "Kies een collega die hier werkt.", "Choose a colleague who works here.");
    }

    static string Reason(string? reason) => string.IsNullOrWhiteSpace(reason)
        ? throw RefusedException.Invalid("reason", "Zeg waarom, zodat de opsteller verder kan.", "Say why, so that the author can go on.")
        : SafeText(reason);

    static string SafeText(string? text) => System.Net.WebUtility.HtmlEncode((text ?? "").Trim());
}
