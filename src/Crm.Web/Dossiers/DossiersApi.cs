using System.Security.Claims;
using Crm.Data;
using Crm.Users;

namespace Crm.Dossiers;

/// <summary>What happened to a record, for programs.</summary>
public static class DossiersApi
{
    /// <param name="Title">What happened, in the reader's language; the line says more.</param>
    public sealed record Told(Guid Id, DossierKind Kind, DateTime At, string Title, string Line, string Text, string By, bool IsConfidential, IReadOnlyList<DossierQueries.Attached> Files);

    public sealed record Page(IReadOnlyList<Told> Items, int Total);

    public static void MapDossiers(this IEndpointRouteBuilder app) => app.MapGet("/api/dossiers", ReadAsync).WithTags("Dossiers")
        .RequireAuthorization(staff => staff.RequireRole(Roles.All))
        .WithSummary("The dossier of one record, newest first; of a theme, or with words that stand in it. The next part comes before the time and id of the last item.");

    static async Task<Page> ReadAsync(
        Guid? relationId, Guid? forecastId, Guid? quoteId, Guid? projectId, Guid? campaignId, DossierTheme? theme, string? search, DateTime? beforeAt, Guid? beforeId, int? take,
        ClaimsPrincipal user, DossierQueries queries, ContactMoments.ContactMomentQueries contactMoments, CancellationToken cancellationToken)
    {
        if (new[] { relationId, forecastId, quoteId, projectId, campaignId }.Count(id => id is not null) != 1)
            throw RefusedException.Invalid("relationId", "Noem één relatie, forecast, offerte, project of campagne.", "Name one relation, forecast, quote, project or campaign.");
        var forms = (await contactMoments.FormsAsync(cancellationToken)).ToDictionary(form => form.Id, form => form.Name.ToString());
        var page = await queries.TimelineAsync(
            new(relationId, forecastId, quoteId, projectId, CampaignId: campaignId), user.AsActor(Door.Api), new(theme ?? DossierTheme.All, search ?? ""),
            beforeAt is { } at && beforeId is { } id ? new DossierPlace(Clock.Utc(at), id) : null, Math.Clamp(take ?? 50, 1, 200), cancellationToken);
        return new([.. page.Entries.Select(entry => Tell(entry, id => forms.GetValueOrDefault(id, "")))], page.Total);
    }

    static Told Tell(DossierQueries.Entry entry, Func<Guid, string> names)
    {
        var (item, sentence) = (entry.Item, DossierSentence.Of(entry.Item, names));
        return new(item.Id, item.Kind, item.At, sentence.Title, sentence.Line, item.Text, DossierSentence.By(item), item.IsConfidential, entry.Files);
    }
}
