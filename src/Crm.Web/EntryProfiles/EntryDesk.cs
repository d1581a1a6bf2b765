using Crm.Data;
using Crm.Dossiers;
using Crm.Duplicates;
using Crm.Engine;
using Crm.Engine.Definitions;
using Crm.Forecasts;
using Crm.Relations;
using Crm.Users;

namespace Crm.EntryProfiles;

/// <summary>Takes in new relations: stores what was submitted, has it reviewed or not, and makes relation, contact and forecast of it.</summary>
public sealed class EntryDesk(CrmDatabase database, DuplicateCheck duplicates, RelationDesk relations, ForecastDesk forecasts, WorkflowRuntime workflows, TimeProvider clock)
{
    const string Series = "submission";

    public Task<SubmissionResult> SubmitAsync(NewSubmission request, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var profile = await ProfileFor(db, request.Profile, actor, cancellationToken);
        var values = EntryForm.Checked(profile, await EntryFieldSet.ReadAsync(db, cancellationToken), request.Values, actor, clock);
        await EntryChoices.RefuseUnknownAsync(db, values, cancellationToken);
        // Taking the number makes submissions queue up until the one before has committed: two people who send in
        // the same company at once cannot both pass the check below unseen.
        var number = await db.NextNumberAsync(Series, cancellationToken);
        var submitted = new SubmittedValues(values);
        var found = await duplicates.FindAsync(values, null, cancellationToken);
        DuplicateCheck.RefuseUnanswered(found, submitted, request.Answer);
        await RefuseUnknownRelationAsync(db, request.Answer, cancellationToken);
        var submission = new Submission
        {
            Number = number,
            ProfileId = profile.Id,
            SubmittedById = actor.UserId ?? throw RefusedException.Forbidden("Alleen een medewerker kan een relatie insturen.", "Only an employee can submit a relation."),
            SubmittedAt = clock.UtcNow(),
            Values = values,
            FromRegister = [.. request.FromRegister.Where(values.ContainsKey)],
            KvkNumber = submitted.KvkNumber,
            Choice = request.Answer.Choice,
            ChosenRelationId = request.Answer.RelationId ?? found.Hits.FirstOrDefault(hit => hit.Verdict == Verdict.OtherBranch)?.RelationId,
            NewAnywayReason = request.Answer.Reason.Trim(),
        };
        db.Submissions.Add(submission);
        db.Dossier.Add(Told(DossierKind.SubmissionReceived, submission, actor));
        await db.SaveChangesAsync(cancellationToken);
        // A forecast for a relation that exists adds nothing to the base that would need a review.
        if (profile.ReviewDefinitionId is { } review && submission.Choice != DuplicateChoice.ExistingRelation)
            await StartReviewAsync(submission, review, cancellationToken);
        else
            await CreateFromSubmissionAsync(submission.Id, actor, cancellationToken);
        return SubmissionResult.Of(submission);
    }, cancellationToken);

    /// <summary>Makes relation, contact and forecast. Asked again, it answers with what it made the first time.</summary>
    public Task<SubmissionResult> CreateFromSubmissionAsync(Guid submissionId, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var submission = await SubmissionToDecideAsync(db, submissionId, cancellationToken);
        if (submission.Status == SubmissionStatus.Approved)
            return SubmissionResult.Of(submission);
        if (submission.Status == SubmissionStatus.Rejected)
            throw RefusedException.Conflict($"Inzending {submission.Number} is al afgewezen.", $"Submission {submission.Number} was rejected already.");
        var submitted = new SubmittedValues(submission.Values);
        var (relationId, contactId) = await ExistingRelationAsync(db, submission, cancellationToken) is { } known
            ? (known, await AddContactAsync(known, submitted, actor, cancellationToken))
            : await NewRelationAsync(db, submission, submitted, actor, cancellationToken);
        var forecast = submitted.Forecast(relationId, contactId, clock.Today()) is { } opening
            ? await forecasts.OpenAsync(opening with { ResponsibleId = opening.ResponsibleId ?? submission.SubmittedById }, actor, cancellationToken)
            : null;
        submission.Status = SubmissionStatus.Approved;
        (submission.RelationId, submission.ContactId, submission.ForecastId) = (relationId, contactId, forecast?.Id);
        await db.SaveChangesAsync(cancellationToken);
        return SubmissionResult.Of(submission);
    }, cancellationToken);

    /// <summary>Nothing is created; the submission stays, with its reason, as a confidential item of the dossier.</summary>
    public Task RejectAsync(Guid submissionId, string reason, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var submission = await SubmissionToDecideAsync(db, submissionId, cancellationToken);
        if (submission.Status == SubmissionStatus.Rejected)
            return;
        if (submission.Status == SubmissionStatus.Approved)
            throw RefusedException.Conflict($"Inzending {submission.Number} is al goedgekeurd.", $"Submission {submission.Number} was approved already.");
        submission.Status = SubmissionStatus.Rejected;
        submission.Reason = reason.Trim();
        db.Dossier.Add(Told(DossierKind.SubmissionRejected, submission, actor));
    }, cancellationToken);

    async Task<Guid?> AddContactAsync(Guid relationId, SubmittedValues submitted, Actor actor, CancellationToken cancellationToken) =>
        submitted.Contact is { } details ? (await relations.AddContactAsync(relationId, details, actor, cancellationToken)).Id : null;

    async Task<(Guid RelationId, Guid? ContactId)> NewRelationAsync(CrmDbContext db, Submission submission, SubmittedValues submitted, Actor actor, CancellationToken cancellationToken)
    {
        var values = submitted.ForRelation;
        values.TryAdd(RelationFields.Responsible, submission.SubmittedById.ToString("D"));
        var partOf = await db.Relations.Where(relation => relation.Id == submission.ChosenRelationId).Select(relation => (Guid?)relation.OrganisationId).FirstOrDefaultAsync(cancellationToken);
        var made = await relations.CreateAsync(new(values)
        {
            PartOfId = partOf,
            FromRegisterOn = submission.FromRegister.Count > 0 ? Clock.DayOf(submission.SubmittedAt) : null,
            AskedBy = await db.Users.Where(user => user.Id == submission.SubmittedById).Select(user => user.Name).FirstOrDefaultAsync(cancellationToken),
            Contact = submitted.Contact,
        }, actor, cancellationToken);
        return (made.Relation.Id, made.Contact?.Id);
    }

    /// <summary>The relation that was chosen, or one that came to be known while the submission waited for its reviewer.</summary>
    async Task<Guid?> ExistingRelationAsync(CrmDbContext db, Submission submission, CancellationToken cancellationToken)
    {
        if (submission.Choice == DuplicateChoice.ExistingRelation)
            return submission.ChosenRelationId;
        if (submission.Choice != DuplicateChoice.None)
            return null;
        var found = await duplicates.FindAsync(submission.Values, submission.Id, cancellationToken);
        var known = found.Hits.Where(hit => hit.Verdict == Verdict.Certain).Select(hit => hit.RelationId).ToList();
        return await db.Relations.Where(relation => known.Contains(relation.Id) && !relation.IsArchived).Select(relation => (Guid?)relation.Id).FirstOrDefaultAsync(cancellationToken);
    }

    DossierItem Told(DossierKind kind, Submission submission, Actor actor) => Dossier.Item(
        kind, actor, clock, new(SubmissionId: submission.Id),
        new() { [Detail.Number] = $"{submission.Number}", [Detail.Name] = submission.Values[RelationFields.Name] },
        SafeHtml.FromText(submission.Reason), isConfidential: kind == DossierKind.SubmissionRejected);

    async Task StartReviewAsync(Submission submission, string definitionId, CancellationToken cancellationToken)
    {
        var id = submission.Id.ToString("D");
        try
        {
            await workflows.StartAsync(
                new(definitionId) { Input = new Dictionary<string, object?> { ["Submission"] = id, ["SubmissionId"] = id }, CorrelationId = id, Name = submission.Values[RelationFields.Name] },
                cancellationToken);
        }
        catch (DefinitionException missing)
        {
            throw RefusedException.Conflict(
                $"Het proces “{definitionId}” dat dit beoordeelt is niet beschikbaar; vraag de proceseigenaar. Je invoer staat er nog. ({missing.Message})",
                $"The process “{definitionId}” that reviews this is not available; ask the process owner. What you entered is still here. ({missing.Message})");
        }
    }

    static async Task<EntryProfile> ProfileFor(CrmDbContext db, string key, Actor actor, CancellationToken cancellationToken)
    {
        var profile = await db.EntryProfiles.SingleOrDefaultAsync(profile => profile.Key == key, cancellationToken)
            ?? throw RefusedException.NotFound($"Er is geen instuurprofiel “{key}”.", $"There is no entry profile “{key}”.");
        profile.RefuseIfRetired();
        return profile.MayBeUsedBy(actor) ? profile : throw RefusedException.Forbidden("Dit instuurprofiel is niet voor jouw rol.", "This entry profile is not for your role.");
    }

    static async Task RefuseUnknownRelationAsync(CrmDbContext db, DuplicateAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Choice is DuplicateChoice.ExistingRelation or DuplicateChoice.NewBranch
            && !await db.Relations.AnyAsync(relation => relation.Id == answer.RelationId && !relation.IsArchived, cancellationToken))
            throw RefusedException.Invalid("relationId", "De gekozen relatie bestaat niet of is gearchiveerd.", "The chosen relation does not exist or is archived.");
    }

    static async Task<Submission> SubmissionToDecideAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync<Submission>(id, cancellationToken);
        return await db.Submissions.SingleOrDefaultAsync(submission => submission.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze inzending bestaat niet.", "This submission does not exist.");
    }
}
