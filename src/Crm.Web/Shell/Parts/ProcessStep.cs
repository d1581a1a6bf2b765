namespace Crm.Shell.Parts;

public enum StepState { Done, Now, Future }

/// <summary>A step of a running process.</summary>
/// <param name="Who">Who and until when: "Bas Kuiper · 08:47", "Jij · tot 12:00".</param>
public sealed record ProcessStep(string Name, string Who, StepState State);

/// <summary>A way back, drawn dashed below the steps: "terugsturen" from Beoordelen to Redigeren.</summary>
public sealed record ProcessReturn(int From, int To, string Text);
