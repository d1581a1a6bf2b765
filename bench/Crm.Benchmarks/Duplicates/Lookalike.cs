namespace Crm.Benchmarks.Duplicates;

/// <summary>A company that is new, and how it resembles one that is known.</summary>
public enum Lookalike { None, Holding, Branch, SameBuilding, SameNameElsewhere, SameFamilyInTown, SisterAtSameAddress, NearBrand }
