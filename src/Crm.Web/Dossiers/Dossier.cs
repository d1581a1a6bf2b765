using System.Globalization;
using Crm.Users;

namespace Crm.Dossiers;

/// <summary>The records an item is about; it stands in the dossier of each of them.</summary>
public sealed record DossierSubject(
    Guid? RelationId = null, Guid? ForecastId = null, Guid? QuoteId = null, Guid? ProjectId = null, Guid? SubmissionId = null, Guid? ContactMomentId = null,
    Guid? CampaignId = null);

/// <summary>
/// Makes the item that a verb adds beside its change:
/// <c>db.Dossier.Add(Dossier.Item(DossierKind.QuoteSent, actor, clock, new(relationId, forecastId, quoteId), new() { [Detail.Number] = quote.Number }));</c>
/// </summary>
public static class Dossier
{
    /// <param name="text">What a person wrote: a note, a report, a reason. HTML must have been sanitised.</param>
    public static DossierItem Item(
        DossierKind kind, Actor by, TimeProvider clock, DossierSubject about,
        Dictionary<string, string>? details = null, string text = "", bool isConfidential = false, DateTime? at = null) => new()
        {
            Kind = kind,
            At = at ?? clock.UtcNow(),
            RelationId = about.RelationId,
            ForecastId = about.ForecastId,
            QuoteId = about.QuoteId,
            ProjectId = about.ProjectId,
            SubmissionId = about.SubmissionId,
            ContactMomentId = about.ContactMomentId,
            CampaignId = about.CampaignId,
            Details = details ?? [],
            Text = text,
            IsConfidential = isConfidential,
            ById = by.UserId,
            ByName = by.Name,
            Door = by.Door,
        };
}

/// <summary>
/// What can stand in the details of an item. Never a finished sentence: that is made when it is read, in the reader's language.
/// Amounts, percentages and days are written by <see cref="Of(decimal)"/> and <see cref="Of(DateOnly)"/>.
/// </summary>
public static class Detail
{
    /// <summary>Of the quote, project, forecast or submission: "OF-2026-0418".</summary>
    public const string Number = "number";
    public const string Version = "version";
    public const string Name = "name";
    public const string Subject = "subject";
    public const string Amount = "amount";
    /// <summary>Ids of forecast statuses for a changed status; the values as shown for a changed field.</summary>
    public const string From = "from";
    public const string To = "to";
    public const string FromChance = "fromChance";
    public const string ToChance = "toChance";
    /// <summary>Name of the field, as in the history.</summary>
    public const string Field = "field";
    /// <summary>"Scored" or "NotScored" of a closed forecast.</summary>
    public const string Result = "result";
    /// <summary>The customer's contact, a signer, an addressee.</summary>
    public const string Person = "person";
    public const string Email = "email";
    /// <summary>Why it failed, in the words of whoever refused it.</summary>
    public const string Reason = "reason";
    /// <summary>When a planned appointment is.</summary>
    public const string Date = "date";
    /// <summary>Title of a task, in Dutch.</summary>
    public const string Task = "task";
    public const string TaskEn = "taskEn";
    public const string TaskId = "taskId";
    public const string Outcome = "outcome";
    public const string OutcomeEn = "outcomeEn";
    /// <summary>Id of the contact form.</summary>
    public const string Form = "form";
    public const string Icon = "icon";
    /// <summary>Id of a file beside the item.</summary>
    public const string File = "file";

    public static string Of(decimal figure) => figure.ToString(CultureInfo.InvariantCulture);

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Of(Guid id) => id.ToString("D");
}
