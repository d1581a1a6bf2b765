using System.Security.Claims;
using Crm.Documents;
using Crm.Users;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Dossiers;

/// <summary>Mails into the dossier, for programs: the mail itself is what is sent.</summary>
public static class MailFilingApi
{
    public static void MapMailFiling(this IEndpointRouteBuilder app) => app.MapPost("/api/dossiers/mail", FileAsync).WithTags("Dossiers")
        .RequireAuthorization(staff => staff.RequireRole(Roles.Sales, Roles.Reviewer)).WithMetadata(new RequestSizeLimitAttribute(FileDesk.MaxBytes + 1))
        .Accepts<Stream>("message/rfc822").WithSummary("Files a mail (.eml) with its attachments at a relation or a forecast.");

    static async Task<FiledMail> FileAsync(HttpRequest request, Guid? relationId, Guid? forecastId, ClaimsPrincipal user, MailFiling filing, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        return await filing.FileAsync(new("mail.eml", bytes.ToArray()), relationId, forecastId, user.AsActor(Door.Api), cancellationToken);
    }
}
