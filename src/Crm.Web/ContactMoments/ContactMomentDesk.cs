using Crm.Audit;
using Crm.Data;
using Crm.Documents;
using Crm.Dossiers;
using Crm.Users;

namespace Crm.ContactMoments;

/// <summary>Keeps contact: what was said, what was agreed, and what comes next.</summary>
public sealed class ContactMomentDesk(CrmDatabase database, FileDesk files, VirusScanner scanner, FollowUp followUp, TimeProvider clock)
{
    /// <summary>Contact that was: with its report, its files, the next appointment, and the workflow its form starts.</summary>
    public async Task<Guid> LogAsync(LoggedContact logged, Actor actor, CancellationToken cancellationToken)
    {
        await scanner.RefuseInfectedAsync(logged.Files, cancellationToken);
        return await database.WriteAsync(async db =>
        {
            var parties = await Parties.FindAsync(db, logged.RelationId, logged.ForecastId, logged.ContactId, logged.EmployeeId ?? actor.UserId, logged.FormId, cancellationToken);
            parties.RefuseRetiredForm();
            ContactRules.Check(parties, logged.Subject, ContactRules.Past(logged.At, clock), ContactRules.Next(logged.Next, clock));
            var moment = parties.NewMoment(logged.At, logged.Subject, SafeHtml.Clean(logged.Report), isPlanned: false, followsId: null, clock);
            db.ContactMoments.Add(moment);
            await KeepAsync(db, moment, parties, logged.Files, logged.Next, actor, cancellationToken);
            return moment.Id;
        }, cancellationToken);
    }

    /// <summary>Contact that is to be.</summary>
    public Task<Guid> PlanAsync(PlannedContact planned, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var parties = await Parties.FindAsync(db, planned.RelationId, planned.ForecastId, planned.ContactId, planned.EmployeeId ?? actor.UserId, planned.FormId, cancellationToken);
        parties.RefuseRetiredForm();
        ContactRules.Check(parties, planned.Subject, ContactRules.Future("at", planned.At, clock));
        return Plan(db, parties, planned.At, planned.Subject, planned.FollowsId, actor).Id;
    }, cancellationToken);

    /// <summary>A planned contact moment took place.</summary>
    public async Task MarkHeldAsync(Guid id, HeldContact held, Actor actor, CancellationToken cancellationToken)
    {
        await scanner.RefuseInfectedAsync(held.Files, cancellationToken);
        await database.WriteAsync(async db =>
        {
            var moment = await FindForChangeAsync(db, id, held.Revision, actor, cancellationToken);
            if (!moment.IsPlanned)
                throw RefusedException.Conflict("Dit contactmoment is al vastgelegd.", "This contact moment was logged already.");
            var parties = await Parties.OfAsync(db, moment, cancellationToken);
            ContactRules.Check(parties, held.Subject, ContactRules.Past(held.At, clock), ContactRules.Next(held.Next, clock));
            (moment.IsPlanned, moment.At, moment.Subject, moment.Report) = (false, Clock.Utc(held.At), held.Subject.Trim(), SafeHtml.Clean(held.Report));
            await KeepAsync(db, moment, parties, held.Files, held.Next, actor, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Corrects what was logged or planned; the old values stay in the history.</summary>
    public Task EditAsync(Guid id, EditedContact edited, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var moment = await FindForChangeAsync(db, id, edited.Revision, actor, cancellationToken);
        var parties = await Parties.FindAsync(db, moment.RelationId, moment.ForecastId, edited.ContactId, moment.EmployeeId, edited.FormId, cancellationToken);
        ContactRules.Check(parties, edited.Subject, moment.IsPlanned ? ContactRules.Future("at", edited.At, clock) : ContactRules.Past(edited.At, clock));
        var (at, report) = (Clock.Utc(edited.At), SafeHtml.Clean(edited.Report));
        Remember(db, moment, "At", Detail.Of(moment.At), Detail.Of(at), actor);
        Remember(db, moment, "Subject", moment.Subject, edited.Subject.Trim(), actor);
        Remember(db, moment, "Report", moment.Report, report, actor);
        Remember(db, moment, "ContactId", moment.ContactId?.ToString(), edited.ContactId?.ToString(), actor);
        Remember(db, moment, "FormId", moment.FormId.ToString(), edited.FormId.ToString(), actor);
        (moment.At, moment.Subject, moment.Report, moment.ContactId, moment.FormId) = (at, edited.Subject.Trim(), report, edited.ContactId, edited.FormId);
        await RetellAsync(db, moment, parties, cancellationToken);
    }, cancellationToken);

    /// <summary>Adds what somebody found worth keeping.</summary>
    public Task AddNoteAsync(DossierSubject about, string html, Actor actor, bool isConfidential, CancellationToken cancellationToken)
    {
        var text = SafeHtml.Clean(html);
        if (text.Length == 0)
            throw RefusedException.Invalid("text", "Schrijf eerst iets op.", "Write something first.");
        return database.WriteAsync(db =>
        {
            db.Dossier.Add(Dossier.Item(DossierKind.Note, actor, clock, about, text: text, isConfidential: isConfidential));
            return Task.CompletedTask;
        }, cancellationToken);
    }

    async Task KeepAsync(
        CrmDbContext db, ContactMoment moment, Parties parties, IReadOnlyList<BroughtFile> brought, NextAppointment? next, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var file in brought)
            await files.StoreAsync(file, moment.Id, actor, cancellationToken);
        db.Dossier.Add(parties.Tell(moment, actor, clock.UtcNow()));
        var planned = next is null ? null
            : Plan(db, parties with { Form = await Parties.FormAsync(db, next.FormId ?? moment.FormId, cancellationToken) ?? parties.Form }, next.At, next.Subject, moment.Id, actor);
        // The process reads what was logged, so that must be in the database first; all of it is still one transaction.
        await db.SaveChangesAsync(cancellationToken);
        await followUp.StartAsync(moment, parties.Form!, planned?.Id ?? await StandingAsync(db, moment, cancellationToken), cancellationToken);
    }

    /// <summary>The appointment that stood already.</summary>
    Task<Guid?> StandingAsync(CrmDbContext db, ContactMoment moment, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        return db.ContactMoments
            .Where(m => m.IsPlanned && m.At >= now && m.RelationId == moment.RelationId && m.ForecastId == moment.ForecastId)
            .OrderBy(m => m.At).Select(m => (Guid?)m.Id).FirstOrDefaultAsync(cancellationToken);
    }

    ContactMoment Plan(CrmDbContext db, Parties parties, DateTime at, string subject, Guid? followsId, Actor actor)
    {
        var moment = parties.NewMoment(at, subject, "", isPlanned: true, followsId, clock);
        db.ContactMoments.Add(moment);
        db.Dossier.Add(parties.Tell(moment, actor, clock.UtcNow()));
        return moment;
    }

    static async Task<ContactMoment> FindForChangeAsync(CrmDbContext db, Guid id, int revision, Actor actor, CancellationToken cancellationToken)
    {
        var moment = await db.ContactMoments.FirstOrDefaultAsync(m => m.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Dit contactmoment bestaat niet.", "This contact moment does not exist.");
        if (moment.EmployeeId != actor.UserId && !actor.Is(Roles.Reviewer) && !actor.Is(Roles.Administrator))
            throw RefusedException.Forbidden("Dit contactmoment is van een collega.", "This contact moment is a colleague's.");
        db.Entry(moment).Property(m => m.Revision).OriginalValue = revision;
        return moment;
    }

    static async Task RetellAsync(CrmDbContext db, ContactMoment moment, Parties parties, CancellationToken cancellationToken)
    {
        var told = await db.Dossier.Where(i => i.ContactMomentId == moment.Id && i.Kind == DossierKind.ContactMoment)
            .OrderByDescending(i => i.Id).FirstOrDefaultAsync(cancellationToken);
        if (told is null)
            return;
        db.Dossier.Remove(told);
        db.Dossier.Add(parties.Retell(moment, told));
    }

    void Remember(CrmDbContext db, ContactMoment moment, string field, string? old, string? @new, Actor actor)
    {
        if (old == @new)
            return;
        db.FieldChanges.Add(new()
        {
            Record = "ContactMoment", RecordId = moment.Id, Field = field, Old = old, New = @new, At = clock.UtcNow(), ById = actor.UserId, ByName = actor.Name, Door = actor.Door,
        });
    }
}
