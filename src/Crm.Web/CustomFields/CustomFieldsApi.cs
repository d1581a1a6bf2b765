using Crm.Data;
using Crm.Users;

namespace Crm.CustomFields;

/// <summary>Custom fields for programs. Their values come and go with the record: in "values" of a relation, in "custom" of a forecast or a contact person.</summary>
public static class CustomFieldsApi
{
    public static void MapCustomFields(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/custom-fields/{record}", (CustomRecord record, CustomFieldDesk desk, CancellationToken cancellationToken) => desk.ListAsync(record, cancellationToken))
            .WithTags("Custom fields").RequireAuthorization(staff => staff.RequireRole(Roles.All)).WithSummary("The custom fields of an Organisation, Person, Relation or Forecast, archived ones last.");
        var fields = app.MapGroup("/api/settings/custom-fields").WithTags("Custom fields").RequireAuthorization(may => may.RequireRole(Roles.Administrator, Roles.ProcessOwner));
        fields.MapPost("/", async (CustomFieldEntry entry, CustomFieldDesk desk, CancellationToken cancellationToken) =>
            TypedResults.Created("/api/settings/custom-fields", new Made(await desk.AddAsync(entry, cancellationToken))));
        fields.MapPut("/{id:guid}", (Guid id, CustomFieldEntry entry, CustomFieldDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.EditAsync(id, entry, cancellationToken)))
            .WithSummary("Another name, privacy or list of values; a value that is left out retires.");
        fields.MapPut("/order", (IReadOnlyList<Guid> ids, CustomFieldDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.OrderAsync(ids, cancellationToken)));
        fields.MapPut("/{id:guid}/archived", (Guid id, Archive request, CustomFieldDesk desk, CancellationToken cancellationToken) => Answers.DoneAsync(desk.ArchiveAsync(id, request.IsArchived, cancellationToken)));
    }
}
