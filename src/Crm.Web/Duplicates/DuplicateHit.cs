namespace Crm.Duplicates;

public enum Likeness { Same, Similar, Different }

/// <summary>What one field says about whether two organisations are one.</summary>
/// <param name="Value">As the known organisation has it.</param>
public sealed record Evidence(LocalText Field, string Value, Likeness Likeness);

/// <summary>How sure it is. A certain one must be answered; a likely one is shown; another branch is suggested as part of the known one.</summary>
public enum Verdict { Possible, Likely, OtherBranch, Certain }

/// <summary>An organisation that is known already and may be the one that is being entered.</summary>
public sealed record DuplicateHit(
    Verdict Verdict, Guid OrganisationId, Guid? RelationId, string Name, string Town, bool IsDebtor, DateTime? Since, string ResponsibleName, IReadOnlyList<Evidence> Evidence);
