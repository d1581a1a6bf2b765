namespace Crm.Engine.Activities.Primitives;

/// <summary>Where a flowchart begins.</summary>
[Activity("Elsa", "Flow", "Where a flowchart begins.", IsStart = true)]
public sealed class Start : CodeActivity;
