using Crm.Data;

namespace Crm.Tasks;

/// <summary>Finds the names that stand on a task: what it is about and who asks; when nobody is named, that is whose record it is.</summary>
public sealed class TaskSubjects(CrmDatabase database)
{
    public sealed record Names(string Subject, string SentBy);

    public Task<Names> FindAsync(string subjectKind, Guid? subjectId, Guid? sentById, Guid? assigneeId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var subject = await db.FindSubjectAsync(subjectKind, subjectId, cancellationToken);
        var sender = sentById ?? (subject.OwnerId == assigneeId ? null : subject.OwnerId);
        return new Names(subject.Text, await db.Users.Where(user => user.Id == sender).Select(user => user.Name).SingleOrDefaultAsync(cancellationToken) ?? "");
    }, cancellationToken);
}
