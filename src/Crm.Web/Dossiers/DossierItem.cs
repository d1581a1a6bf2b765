using Crm.Data;
using Crm.Users;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Dossiers;

/// <summary>What happened; the timeline says it in the reader's language from the kind and its details.</summary>
public enum DossierKind
{
    Note, RelationCreated, SubmissionReceived, SubmissionRejected, ForecastCreated, StatusChanged, ForecastClosed, ForecastReopened,
    ContactMoment, QuoteCreated, QuoteEdited, QuoteSentToReview, QuoteSentBack, QuoteApproved, QuoteSent, QuoteOpened, QuoteQuestion, QuotePassedOn, QuoteSignedInPart,
    QuoteSigned, QuoteDeclined, QuoteExpired, QuoteReminded, QuoteWithdrawn, ProjectCreated, MailSent, TaskCompleted, FieldChanged,
    ConsentGiven, ConsentWithdrawn, ObjectionMade,
    MailFiled, CampaignCreated, CampaignActionStarted, CampaignReached, Merged, MergeUndone, PersonErased, MailBounced, QuoteSentAgain,
}

/// <summary>One entry of the dossier of a relation, a forecast, a quote or a project.</summary>
public sealed class DossierItem
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DossierKind Kind { get; init; }
    public required DateTime At { get; init; }
    public Guid? RelationId { get; init; }
    public Guid? ForecastId { get; init; }
    public Guid? QuoteId { get; init; }
    public Guid? ProjectId { get; init; }
    public Guid? SubmissionId { get; init; }
    public Guid? ContactMomentId { get; init; }
    public Guid? CampaignId { get; init; }
    /// <summary>Names and values that the sentence of the kind needs, such as "number", "amount", "from", "to".</summary>
    public Dictionary<string, string> Details { get; init; } = [];
    /// <summary>Free text of a person: a note, a report, a reason. Sanitised HTML.</summary>
    public string Text { get; init; } = "";
    public bool IsConfidential { get; init; }
    public Guid? ById { get; init; }
    public required string ByName { get; init; }
    public required Door Door { get; init; }

    public static void Map(EntityTypeBuilder<DossierItem> item)
    {
        item.Property(i => i.Details).HasConversion<JsonColumn<Dictionary<string, string>>>(new JsonComparer<Dictionary<string, string>>());
        item.HasIndex(i => new { i.RelationId, i.At });
        item.HasIndex(i => new { i.ForecastId, i.At });
        item.HasIndex(i => new { i.QuoteId, i.At });
        item.HasIndex(i => new { i.ProjectId, i.At });
        item.HasIndex(i => new { i.SubmissionId, i.At });
        item.HasIndex(i => new { i.CampaignId, i.At });
    }
}
