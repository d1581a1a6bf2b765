using Crm.Documents;

namespace Crm.ContactMoments;

/// <summary>What somebody fills in after contact. Without an employee it is the one who fills it in.</summary>
/// <param name="Report">HTML; cleaned before it is kept.</param>
public sealed record LoggedContact(
    Guid? RelationId, Guid? ForecastId, Guid? ContactId, Guid FormId, DateTime At, string Subject, string Report = "", Guid? EmployeeId = null, NextAppointment? Next = null)
{
    /// <summary>Brought beside it: attachments do not travel as JSON.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<BroughtFile> Files { get; init; } = [];
}

/// <summary>The appointment that was made during contact; same relation, forecast and people.</summary>
public sealed record NextAppointment(DateTime At, string Subject, Guid? FormId = null);

/// <summary>An appointment on its own.</summary>
public sealed record PlannedContact(
    Guid? RelationId, Guid? ForecastId, Guid? ContactId, Guid FormId, DateTime At, string Subject, Guid? EmployeeId = null, Guid? FollowsId = null);

/// <summary>How a planned contact moment went.</summary>
/// <param name="Revision">The one that was read; somebody else's change in between is a conflict.</param>
public sealed record HeldContact(int Revision, DateTime At, string Subject, string Report = "", NextAppointment? Next = null)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<BroughtFile> Files { get; init; } = [];
}

/// <summary>A correction.</summary>
public sealed record EditedContact(int Revision, Guid? ContactId, Guid FormId, DateTime At, string Subject, string Report = "");
