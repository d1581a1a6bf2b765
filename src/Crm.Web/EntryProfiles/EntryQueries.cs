using Crm.Data;
using Crm.Tasks;
using Crm.Users;

namespace Crm.EntryProfiles;

/// <summary>Profiles and submissions as pages and programs see them.</summary>
public sealed class EntryQueries(CrmDatabase database, TimeProvider clock)
{
    const int ShownRows = 200;

    public sealed record ProfileRow(string Key, string Name, LookUp LookUp, bool IsReviewed, bool WithContact, bool WithForecast);

    public sealed record Field(string Key, EntrySection Section, string Label, Relations.FieldKind Kind, int MaxLength, FieldMode Mode);

    /// <param name="Reviewers">Who may get the task: the employees with the role of a reviewer.</param>
    public sealed record Profile(ProfileRow Row, IReadOnlyList<Field> Fields, IReadOnlyDictionary<string, string> Defaults, EntryChoices Choices, IReadOnlyList<string> Reviewers);

    public sealed record SubmissionRow(Guid Id, int Number, string Name, string ProfileName, string SubmittedBy, DateTime SubmittedAt, SubmissionStatus Status);

    public sealed record Review(Guid TaskId, string Title, string Assignee, DateTime? DueAt, UserTaskStatus Status, DateTime? CompletedAt, string? Outcome);

    public sealed record Value(string Label, EntrySection Section, string Text, bool IsFromRegister);

    public sealed record SubmissionRecord(
        SubmissionRow Row, IReadOnlyDictionary<string, string> Values, IReadOnlyList<Value> Shown, DuplicateChoice Choice, string NewAnywayReason, string Reason,
        Guid? RelationId, Guid? ForecastId, IReadOnlyList<Review> Reviews);

    public Task<IReadOnlyList<ProfileRow>> ProfilesAsync(Actor actor, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<ProfileRow>>(async db =>
        [.. (await db.EntryProfiles.OrderBy(profile => profile.Order).ToListAsync(cancellationToken)).Where(profile => !profile.IsRetired && profile.MayBeUsedBy(actor)).Select(Row)], cancellationToken);

    public Task<Profile> ProfileAsync(string key, Actor actor, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var profile = await db.EntryProfiles.SingleOrDefaultAsync(profile => profile.Key == key, cancellationToken)
            ?? throw RefusedException.NotFound($"Er is geen instuurprofiel “{key}”.", $"There is no entry profile “{key}”.");
        profile.RefuseIfRetired();
        if (!profile.MayBeUsedBy(actor))
            throw RefusedException.Forbidden("Dit instuurprofiel is niet voor jouw rol.", "This entry profile is not for your role.");
        var fields = await EntryFieldSet.ReadAsync(db, cancellationToken);
        return new Profile(
            Row(profile),
            [.. profile.AskedFields(fields).Select(asked => new Field(asked.Field.Key, asked.Field.Section, asked.Field.Label.ToString(), asked.Field.Kind, asked.Field.MaxLength, asked.Mode))],
            EntryDefaults.Of(profile, fields, actor, clock), await EntryChoices.ReadAsync(db, cancellationToken), await ReviewersAsync(db, profile, cancellationToken));
    }, cancellationToken);

    /// <summary>One's own; reviewers, process owners and administrators see all.</summary>
    public Task<IReadOnlyList<SubmissionRow>> SubmissionsAsync(Actor actor, SubmissionStatus? status, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SubmissionRow>>(async db =>
        {
            var visible = SeesAll(actor) ? db.Submissions : db.Submissions.Where(s => s.SubmittedById == actor.UserId);
            var rows = await visible.Where(s => status == null || s.Status == status).OrderByDescending(s => s.Number).Take(ShownRows).ToListAsync(cancellationToken);
            return await RowsAsync(db, rows, cancellationToken);
        }, cancellationToken);

    public Task<SubmissionRecord> SubmissionAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var submission = await db.Submissions.FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (submission is null || (!SeesAll(actor) && submission.SubmittedById != actor.UserId))
            throw RefusedException.NotFound("Deze inzending bestaat niet.", "This submission does not exist.");
        var choices = await EntryChoices.ReadAsync(db, cancellationToken);
        return new SubmissionRecord(
            (await RowsAsync(db, [submission], cancellationToken))[0], submission.Values, Shown(submission, await EntryFieldSet.ReadAsync(db, cancellationToken), choices), submission.Choice, submission.NewAnywayReason, submission.Reason,
            submission.RelationId, submission.ForecastId, await ReviewsAsync(db, id, cancellationToken));
    }, cancellationToken);

    static bool SeesAll(Actor actor) => actor.Is(Roles.Reviewer) || actor.Is(Roles.ProcessOwner) || actor.Is(Roles.Administrator);

    static ProfileRow Row(EntryProfile profile) =>
        new(profile.Key, profile.Name.ToString(), profile.LookUp, profile.ReviewDefinitionId is not null, profile.WithContact, profile.WithForecast);

    static IReadOnlyList<Value> Shown(Submission submission, EntryFieldSet fields, EntryChoices choices) =>
    [
        .. fields.All.Where(field => submission.Values.GetValueOrDefault(field.Key) is { Length: > 0 })
            .Select(field => new Value(field.Label.ToString(), field.Section, EntryValue.Shown(field, submission.Values[field.Key], choices), submission.FromRegister.Contains(field.Key))),
    ];

    static async Task<IReadOnlyList<SubmissionRow>> RowsAsync(CrmDbContext db, IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        var people = submissions.Select(s => s.SubmittedById).Distinct().ToList();
        var names = await db.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken);
        var profiles = await db.EntryProfiles.ToDictionaryAsync(profile => profile.Id, profile => profile.Name.ToString(), cancellationToken);
        return
        [
            .. submissions.Select(s => new SubmissionRow(s.Id, s.Number, s.Values.GetValueOrDefault(Relations.RelationFields.Name, ""), profiles.GetValueOrDefault(s.ProfileId, ""),
                names.GetValueOrDefault(s.SubmittedById, ""), s.SubmittedAt, s.Status)),
        ];
    }

    static async Task<IReadOnlyList<string>> ReviewersAsync(CrmDbContext db, EntryProfile profile, CancellationToken cancellationToken) => profile.ReviewDefinitionId is null
        ? []
        : await db.UserRoles.Where(member => db.Roles.Any(role => role.Id == member.RoleId && role.Name == Roles.Reviewer))
            .Join(db.Users.Where(user => user.IsActive), member => member.UserId, user => user.Id, (member, user) => user.Name).OrderBy(name => name).ToListAsync(cancellationToken);

    static async Task<IReadOnlyList<Review>> ReviewsAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var tasks = await db.Tasks.Where(task => task.SubjectKind == "submission" && task.SubjectId == id).OrderBy(task => task.CreatedAt).ToListAsync(cancellationToken);
        var names = await db.Users.ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken);
        return
        [
            .. tasks.Select(task => new Review(
                task.Id, task.Title.ToString(), names.GetValueOrDefault(task.CompletedById ?? task.AssigneeId ?? Guid.Empty, ""), task.DueAt, task.Status, task.CompletedAt,
                task.Outcomes.Find(outcome => outcome.Name == task.Outcome)?.Label.ToString() ?? task.Outcome)),
        ];
    }
}
