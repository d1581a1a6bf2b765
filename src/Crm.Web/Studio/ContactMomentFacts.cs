using Crm.Data;

namespace Crm.Studio;

/// <summary>What a workflow can read of a contact moment; not its report, which may be confidential.</summary>
public sealed record ContactMomentFacts(
    Guid Id, string Subject, DateTime At, bool IsPlanned, string Form, Guid RelationId, string RelationName, Guid? ForecastId, Guid? ContactId, Guid EmployeeId, string? EmployeeName)
{
    public static ContactMomentFacts? Read(CrmDbContext db, Guid id) => db.ContactMoments.Where(moment => moment.Id == id).Select(moment => new ContactMomentFacts(
        moment.Id, moment.Subject, moment.At, moment.IsPlanned, moment.Form!.Name.Nl, moment.RelationId, moment.Relation!.Organisation!.Name, moment.ForecastId, moment.ContactId,
        moment.EmployeeId, db.Users.Where(user => user.Id == moment.EmployeeId).Select(user => user.Name).FirstOrDefault())).FirstOrDefault();
}
