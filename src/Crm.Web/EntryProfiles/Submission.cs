using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.EntryProfiles;

public enum SubmissionStatus { Submitted, Approved, Rejected }

/// <summary>What to do about a relation that is known already.</summary>
public enum DuplicateChoice { None, ExistingRelation, NewBranch, NewAnyway }

/// <summary>What someone filled in on an entry profile. It is stored before anything else exists, and stays when it is rejected.</summary>
public sealed class Submission : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required int Number { get; init; }
    public required Guid ProfileId { get; init; }
    public required Guid SubmittedById { get; init; }
    public required DateTime SubmittedAt { get; init; }
    /// <summary>Field name to text, as typed and validated.</summary>
    public required Dictionary<string, string> Values { get; init; }
    /// <summary>The names of the values that the trade register gave.</summary>
    public List<string> FromRegister { get; init; } = [];
    /// <summary>Apart from the values, so that the next one with the same number is found at once.</summary>
    public string? KvkNumber { get; init; }
    public DuplicateChoice Choice { get; init; }
    /// <summary>The relation that was chosen: the one that gets the forecast, or the one that this is a branch of.</summary>
    public Guid? ChosenRelationId { get; init; }
    /// <summary>Why it is new although the duplicate check found something; empty when it found nothing.</summary>
    public string NewAnywayReason { get; init; } = "";
    public SubmissionStatus Status { get; set; }
    public string Reason { get; set; } = "";
    public Guid? RelationId { get; set; }
    public Guid? ContactId { get; set; }
    public Guid? ForecastId { get; set; }
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<Submission> submission)
    {
        submission.HasIndex(s => s.Number).IsUnique();
        submission.HasIndex(s => new { s.KvkNumber, s.Status });
        submission.HasIndex(s => s.RelationId);
        submission.HasIndex(s => s.ChosenRelationId);
        submission.HasIndex(s => s.ContactId);
        submission.HasIndex(s => new { s.SubmittedById, s.SubmittedAt });
        submission.Property(s => s.Values).HasConversion<JsonColumn<Dictionary<string, string>>>(new JsonComparer<Dictionary<string, string>>());
    }
}
