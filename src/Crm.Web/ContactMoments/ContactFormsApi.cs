using Crm.Data;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.ContactMoments;

/// <summary>The forms of contact, for programs.</summary>
public static class ContactFormsApi
{
    public static void MapContactForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/api/settings/contact-forms").WithTags("Settings").RequireAuthorization(may => may.RequireRole(Roles.Administrator, Roles.ProcessOwner));
        forms.MapGet("/", (ContactFormDesk desk, CancellationToken cancellationToken) => desk.ListAsync(cancellationToken)).WithSummary("The forms of contact with the workflow that each starts.");
        forms.MapPost("/", async (ContactFormEntry entry, ContactFormDesk desk, CancellationToken cancellationToken) =>
            TypedResults.Created("/api/settings/contact-forms", new Made(await desk.AddAsync(entry, cancellationToken))));
        forms.MapPut("/{id:guid}", (Guid id, ContactFormEntry entry, ContactFormDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.EditAsync(id, entry, cancellationToken)));
        forms.MapPut("/order", (IReadOnlyList<Guid> ids, ContactFormDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.OrderAsync(ids, cancellationToken)));
        forms.MapPut("/{id:guid}/archived", (Guid id, Archive request, ContactFormDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.RetireAsync(id, request.IsArchived, cancellationToken)));
    }
}
