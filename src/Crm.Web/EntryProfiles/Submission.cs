using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.EntryProfiles;

public enum SubmissionStatus { Submitted, Approved, Rejected }

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
        submission.Property(s => s.Values).HasConversion<JsonColumn<Dictionary<string, string>>>(new JsonComparer<Dictionary<string, string>>());
    }
}
