namespace Crm.Engine.Activities.Primitives;

/// <summary>Ends the flowchart or sequence it is in.</summary>
[Activity("Elsa", "Flow", "Ends the flowchart or sequence it is in.", IsTerminal = true)]
public sealed class End : CodeActivity;
