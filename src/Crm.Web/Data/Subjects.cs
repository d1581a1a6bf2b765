namespace Crm.Data;

/// <summary>The record that a task or a mail is about: how a list names it, and whose it is.</summary>
public sealed record Subject(string Text, Guid? OwnerId)
{
    public static readonly Subject None = new("", null);
}

/// <summary>Finds records by kind and id, because that is how a workflow names them.</summary>
public static class Subjects
{
    public const string Submission = "submission", Quote = "quote", ContactMoment = "contact-moment", Forecast = "forecast", Project = "project";

    public static readonly IReadOnlyList<string> Kinds = [Submission, Quote, ContactMoment, Forecast, Project];

    /// <summary>"OF-2026-0418 · Kaasmakerij Het Anker B.V." and its author.</summary>
    public static async Task<Subject> FindSubjectAsync(this CrmDbContext db, string kind, Guid? id, CancellationToken cancellationToken)
    {
        if (kind.Length == 0 || id is not { } known)
            return Subject.None;
        return (kind == Submission ? await OfSubmissionAsync(db, known, cancellationToken) : await Of(db, kind, known).FirstOrDefaultAsync(cancellationToken)) ?? Subject.None;
    }

    static IQueryable<Subject> Of(CrmDbContext db, string kind, Guid id) => kind switch
    {
        Quote => db.Quotes.Where(q => q.Id == id).Select(q => new Subject(q.Number + " · " + q.Relation!.Organisation!.Name, q.AuthorId)),
        ContactMoment => db.ContactMoments.Where(m => m.Id == id).Select(m => new Subject(m.Subject + " · " + m.Relation!.Organisation!.Name, m.EmployeeId)),
        Forecast => db.Forecasts.Where(f => f.Id == id).Select(f => new Subject(f.Number + " " + f.Description + " · " + f.Relation!.Organisation!.Name, f.ResponsibleId)),
        Project => db.Projects.Where(p => p.Id == id).Select(p => new Subject(p.Number + " · " + p.Name, p.LeaderId)),
        _ => throw RefusedException.Invalid("subjectKind", $"'{kind}' is geen soort: kies uit {string.Join(", ", Kinds)}.", $"'{kind}' is not a kind: choose one of {string.Join(", ", Kinds)}."),
    };

    static async Task<Subject?> OfSubmissionAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var submission = await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        return submission is null ? null : new(submission.Values.GetValueOrDefault("name") ?? $"{submission.Number}", submission.SubmittedById);
    }
}
