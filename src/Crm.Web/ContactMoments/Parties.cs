using Crm.Data;
using Crm.Dossiers;
using Crm.Relations;
using Crm.Users;

namespace Crm.ContactMoments;

/// <summary>Who is in contact with whom, about which forecast and how; with what does not fit together.</summary>
public sealed record Parties(Guid RelationId, Guid? ForecastId, Contact? Contact, Guid EmployeeId, ContactForm? Form, IReadOnlyList<Fault> Faults)
{
    public static async Task<Parties> FindAsync(
        CrmDbContext db, Guid? relationId, Guid? forecastId, Guid? contactId, Guid? employeeId, Guid formId, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        var forecast = await db.Forecasts.Where(f => f.Id == forecastId).Select(f => new { f.RelationId }).FirstOrDefaultAsync(cancellationToken);
        if (forecastId is not null && (forecast is null || (relationId is not null && relationId != forecast.RelationId)))
            faults.Add(new("forecastId", "Deze forecast hoort niet bij deze relatie.", "This forecast does not belong to this relation."));
        relationId ??= forecast?.RelationId;
        var organisationId = await db.Relations.Where(r => r.Id == relationId && !r.IsArchived).Select(r => (Guid?)r.OrganisationId).FirstOrDefaultAsync(cancellationToken);
        if (organisationId is null)
            faults.Add(new("relationId", "Kies een relatie.", "Choose a relation."));
        var contact = await db.Contacts.Include(c => c.Person).FirstOrDefaultAsync(c => c.Id == contactId, cancellationToken);
        if (contactId is not null && (contact is null || contact.OrganisationId != organisationId))
            faults.Add(new("contactId", "Deze contactpersoon hoort niet bij deze relatie.", "This contact does not belong to this relation."));
        if (!await db.Users.AnyAsync(u => u.Id == employeeId && u.IsActive, cancellationToken))
            faults.Add(new("employeeId", "Kies een medewerker.", "Choose an employee."));
        var form = await FormAsync(db, formId, cancellationToken);
        if (form is null)
            faults.Add(new("formId", "Kies hoe er contact was.", "Choose the form of contact."));
        return new(relationId ?? Guid.Empty, forecastId, contact, employeeId ?? Guid.Empty, form, faults);
    }

    public static Task<Parties> OfAsync(CrmDbContext db, ContactMoment moment, CancellationToken cancellationToken) =>
        FindAsync(db, moment.RelationId, moment.ForecastId, moment.ContactId, moment.EmployeeId, moment.FormId, cancellationToken);

    public static Task<ContactForm?> FormAsync(CrmDbContext db, Guid formId, CancellationToken cancellationToken) =>
        db.ContactForms.FirstOrDefaultAsync(f => f.Id == formId, cancellationToken);

    public void RefuseRetiredForm()
    {
        if (Form is { IsArchived: true } form)
            throw RefusedException.Invalid("formId", $"{form.Name.Nl} is vervallen; kies een andere contactvorm.", $"{form.Name.En} was retired; choose another form of contact.");
    }

    public ContactMoment NewMoment(DateTime at, string subject, string report, bool isPlanned, Guid? followsId, TimeProvider clock) => new()
    {
        RelationId = RelationId,
        ForecastId = ForecastId,
        ContactId = Contact?.Id,
        EmployeeId = EmployeeId,
        FormId = Form!.Id,
        At = Clock.Utc(at),
        Subject = subject.Trim(),
        Report = report,
        IsPlanned = isPlanned,
        FollowsId = followsId,
        CreatedAt = clock.UtcNow(),
    };

    /// <summary>What the timeline is to say: contact stands at the moment it was, an appointment at the moment it was made.</summary>
    public DossierItem Tell(ContactMoment moment, Actor by, DateTime now) => new()
    {
        Kind = DossierKind.ContactMoment,
        At = moment.IsPlanned ? now : moment.At,
        RelationId = moment.RelationId,
        ForecastId = moment.ForecastId,
        ContactMomentId = moment.Id,
        Details = Details(moment),
        Text = moment.Report,
        ById = by.UserId,
        ByName = by.Name,
        Door = by.Door,
    };

    /// <summary>The same item after a correction.</summary>
    public DossierItem Retell(ContactMoment moment, DossierItem told) => Tell(moment, new(told.ById, told.ByName, told.Door, []), told.At);

    Dictionary<string, string> Details(ContactMoment moment)
    {
        var details = new Dictionary<string, string>
        {
            [Detail.Form] = Detail.Of(Form!.Id),
            [Detail.Icon] = Form.Icon,
            [Detail.Subject] = moment.Subject,
            [Detail.Person] = Contact?.Person?.FullName ?? "",
        };
        if (moment.IsPlanned)
            details[Detail.Date] = Detail.Of(moment.At);
        return details;
    }
}
