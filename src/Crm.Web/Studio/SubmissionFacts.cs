using Crm.Data;
using Crm.EntryProfiles;

namespace Crm.Studio;

/// <summary>What a workflow can read of a submission.</summary>
public sealed record SubmissionFacts(
    Guid Id, int Number, string? ProfileKey, SubmissionStatus Status, string? KvkNumber, Guid SubmittedById, string? SubmittedByName, DateTime SubmittedAt, DuplicateChoice Choice,
    Guid? RelationId, Guid? ContactId, Guid? ForecastId)
{
    public static SubmissionFacts? Read(CrmDbContext db, Guid id) => db.Submissions.Where(submission => submission.Id == id).Select(submission => new SubmissionFacts(
        submission.Id, submission.Number, db.EntryProfiles.Where(profile => profile.Id == submission.ProfileId).Select(profile => profile.Key).FirstOrDefault(),
        submission.Status, submission.KvkNumber, submission.SubmittedById, db.Users.Where(user => user.Id == submission.SubmittedById).Select(user => user.Name).FirstOrDefault(),
        submission.SubmittedAt, submission.Choice, submission.RelationId, submission.ContactId, submission.ForecastId)).FirstOrDefault();
}
