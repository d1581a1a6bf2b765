using Crm.Data;

namespace Crm.Studio;

/// <summary>What a workflow can read of a project.</summary>
public sealed record ProjectFacts(
    Guid Id, string Number, string Name, string Group, Guid RelationId, string RelationName, Guid ForecastId, Guid? QuoteId, Guid LeaderId, string? LeaderName, DateOnly StartDate,
    decimal ContractAmount, decimal CostAmount)
{
    public static ProjectFacts? Read(CrmDbContext db, Guid id) => db.Projects.Where(project => project.Id == id).Select(project => new ProjectFacts(
        project.Id, project.Number, project.Name, project.Group, project.RelationId, project.Relation!.Organisation!.Name, project.ForecastId, project.QuoteId,
        project.LeaderId, db.Users.Where(user => user.Id == project.LeaderId).Select(user => user.Name).FirstOrDefault(), project.StartDate,
        project.ContractAmount, project.CostAmount)).FirstOrDefault();
}
