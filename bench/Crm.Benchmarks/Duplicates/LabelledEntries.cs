using Crm.Data.Load;
using Crm.Relations;

namespace Crm.Benchmarks.Duplicates;

/// <summary>What someone enters, and who it is in truth.</summary>
/// <param name="Known">Null: nobody who is known.</param>
/// <param name="Kind">Which errors were made, or whom it resembles.</param>
public sealed record LabelledEntry(IReadOnlyDictionary<string, string> Values, Organisation? Known, string Kind);

/// <summary>
/// Entries of companies, half of them known already and half of them new, of which most resemble a known one. Known ones carry one to three
/// kinds of error. Of both halves as many fields are filled in: two in three with a number from the register, the others from a business card.
/// </summary>
public sealed class LabelledEntries(LoadChance chance, KnownOrganisations organisations, IReadOnlyList<Organisation> known)
{
    // The form begins with a search in the trade register, so most entries carry its number.
    const int WithNumber = 65;

    static readonly EntryError[] Errors = Enum.GetValues<EntryError>();
    static readonly Lookalike[] Resemblances = Enum.GetValues<Lookalike>();

    readonly EntryErrors errors = new(chance, organisations);
    readonly Lookalikes lookalikes = new(chance);

    /// <param name="index">Beyond those of the known ones.</param>
    public LabelledEntry Next(int index) => index % 2 == 0 ? KnownOne() : NewOne(index);

    LabelledEntry KnownOne()
    {
        var organisation = chance.Pick(known);
        var values = Typed(organisation, withNumber: chance.Percent(WithNumber));
        var left = chance.Pick([1, 1, 1, 2, 2, 3]);
        List<EntryError> made = [];
        while (made.Count < left)
        {
            var error = chance.Pick(Errors);
            if (!made.Contains(error) && errors.Make(error, values, organisation))
                made.Add(error);
        }
        return new(values, organisation, string.Join('+', made.Order()));
    }

    LabelledEntry NewOne(int index)
    {
        var (fresh, _) = organisations.Next(index);
        Lookalike kind;
        Organisation other;
        do
            (kind, other) = (chance.Pick(Resemblances), chance.Pick(known));
        while (!lookalikes.Make(kind, fresh, other));
        if (kind == Lookalike.Branch)
            fresh.BranchNumber = Lookalikes.OtherBranch(other.BranchNumber!);
        return new(Typed(fresh, withNumber: kind == Lookalike.Branch || chance.Percent(WithNumber)), null, kind.ToString());
    }

    Dictionary<string, string> Typed(Organisation organisation, bool withNumber)
    {
        var relation = new Relation { Number = 0, OrganisationId = organisation.Id, Organisation = organisation, CreatedAt = DateTime.UnixEpoch };
        var values = RelationFields.All.ToDictionary(field => field.Key, field => field.Read(relation));
        values[RelationFields.OtherNames] = "";
        if (!withNumber)
            Leave(values, RelationFields.KvkNumber, RelationFields.BranchNumber, RelationFields.Rsin, "vatId");
        if (!chance.Percent(90))
            Leave(values, "street", RelationFields.HouseNumber, "addition", RelationFields.PostalCode);
        foreach (var (field, share) in new[] { (RelationFields.Phone, 90), (RelationFields.Email, 85), ("website", 40), (RelationFields.Rsin, 50), ("vatId", 30) })
        {
            if (!chance.Percent(share))
                Leave(values, field);
        }
        return values;
    }

    static void Leave(Dictionary<string, string> values, params string[] fields)
    {
        foreach (var field in fields)
            values[field] = "";
    }
}
