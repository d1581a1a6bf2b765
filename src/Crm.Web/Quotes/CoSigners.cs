namespace Crm.Quotes;

/// <summary>Who sign a quote beside the contact that it is for.</summary>
/// <param name="ContactIds">Contacts of the same relation, in the order in which they sign, behind the first.</param>
/// <param name="EmployeeId">Who signs on our side when the customer has; null: nobody has to.</param>
public sealed record CoSigners(IReadOnlyList<Guid> ContactIds, Guid? EmployeeId)
{
    public const int Most = 9;

    /// <summary>Two that name the same people in the same order are the same.</summary>
    public bool Equals(CoSigners? other) => other is not null && EmployeeId == other.EmployeeId && ContactIds.SequenceEqual(other.ContactIds);

    public override int GetHashCode() => HashCode.Combine(EmployeeId, ContactIds.Count);
}
