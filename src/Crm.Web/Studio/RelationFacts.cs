using Crm.Data;

namespace Crm.Studio;

/// <summary>What a workflow can read of a relation.</summary>
public sealed record RelationFacts(
    Guid Id, int Number, string Name, string? KvkNumber, string? Email, string? Phone, string? Website, string? Industry, string City,
    Guid? ResponsibleId, string? ResponsibleName, string Language, bool IsDebtor, bool IsBlocked, bool IsArchived)
{
    public static RelationFacts? Read(CrmDbContext db, Guid id) => db.Relations.Where(relation => relation.Id == id).Select(relation => new RelationFacts(
        relation.Id, relation.Number, relation.Organisation!.Name, relation.Organisation.KvkNumber, relation.Organisation.Email, relation.Organisation.Phone,
        relation.Organisation.Website, relation.Organisation.Industry, relation.Organisation.Address.Town,
        relation.ResponsibleId, db.Users.Where(user => user.Id == relation.ResponsibleId).Select(user => user.Name).FirstOrDefault(),
        relation.Language, relation.IsDebtor, relation.IsBlocked, relation.IsArchived)).FirstOrDefault();
}
