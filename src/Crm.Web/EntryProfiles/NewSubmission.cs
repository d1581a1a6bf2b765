namespace Crm.EntryProfiles;

/// <summary>What someone sends in on a profile.</summary>
public sealed record NewSubmission(string Profile, IReadOnlyDictionary<string, string> Values)
{
    public DuplicateAnswer Answer { get; init; } = new();
    /// <summary>The names of the values that the trade register gave and nobody changed.</summary>
    public IReadOnlyList<string> FromRegister { get; init; } = [];
}

/// <summary>What the submitter chose to do about a relation that is known already.</summary>
/// <param name="RelationId">The known relation, when it gets the forecast or this becomes a branch of it.</param>
/// <param name="Reason">Why it is new anyway.</param>
public sealed record DuplicateAnswer(DuplicateChoice Choice = DuplicateChoice.None, Guid? RelationId = null, string Reason = "");

/// <summary>What became of a submission.</summary>
public sealed record SubmissionResult(Guid Id, int Number, SubmissionStatus Status, Guid? RelationId, Guid? ContactId, Guid? ForecastId)
{
    public static SubmissionResult Of(Submission submission) =>
        new(submission.Id, submission.Number, submission.Status, submission.RelationId, submission.ContactId, submission.ForecastId);
}
