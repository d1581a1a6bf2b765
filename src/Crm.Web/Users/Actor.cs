namespace Crm.Users;

/// <summary>The door a change came through; kept in the history beside who and when.</summary>
public enum Door { Page, Api, Import, Workflow, Portal, System, Register }

/// <summary>Who does it, and through which door.</summary>
/// <param name="UserId">The employee; null for the system and for a customer's contact.</param>
/// <param name="Name">How the timeline names them.</param>
/// <param name="RoleNames">The roles of the employee; empty for others.</param>
public sealed record Actor(Guid? UserId, string Name, Door Door, IReadOnlyList<string> RoleNames)
{
    public static readonly Actor System = new(null, "Peil", Door.System, []);

    public static Actor Workflow(string processName) => new(null, processName, Door.Workflow, []);

    /// <summary>Whose forecasts and figures this one sees.</summary>
    public Sight Sight { get; init; }

    public bool Is(string role) => RoleNames.Contains(role);
}
