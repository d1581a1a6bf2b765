using System.Globalization;
using Crm.Data.Load;
using Crm.Data.Seed;
using Crm.Relations;

namespace Crm.Benchmarks.Duplicates;

/// <summary>Makes companies that resemble a known one and are another: the matcher must leave them apart.</summary>
public sealed class Lookalikes(LoadChance chance)
{
    // Half of them are words that no list foresees.
    static readonly string[] Additions = ["Holding", "Beheer", "Vastgoed", "Groep", "Exploitatie", "Events", "Academie", "Webshop", "Totaal", "Noord"];

    /// <param name="fresh">An organisation that resembles nobody; it becomes the lookalike.</param>
    /// <returns>False when this known one has nothing to resemble that way.</returns>
    public bool Make(Lookalike kind, Organisation fresh, Organisation known)
    {
        switch (kind)
        {
            case Lookalike.Holding:
                fresh.Name = $"{Bare(known.Name)} {chance.Pick(Additions)} B.V.";
                ShareAddress(fresh, known, isReachShared: true);
                return true;
            case Lookalike.Branch:
                (fresh.Name, fresh.KvkNumber, fresh.Rsin, fresh.VatId, fresh.Email, fresh.Website) = (known.Name, known.KvkNumber, known.Rsin, known.VatId, known.Email, known.Website);
                return true;
            case Lookalike.SameBuilding:
                ShareAddress(fresh, known, isReachShared: false);
                return true;
            case Lookalike.SameNameElsewhere:
                if (fresh.Address.Town == known.Address.Town)
                    return false;
                fresh.Name = known.Name;
                return true;
            case Lookalike.SameFamilyInTown:
                if (!OtherTrade(fresh, known))
                    return false;
                fresh.Address = fresh.Address with { Town = known.Address.Town };
                return true;
            case Lookalike.SisterAtSameAddress:
                if (!OtherTrade(fresh, known))
                    return false;
                ShareAddress(fresh, known, isReachShared: true);
                return true;
            case Lookalike.NearBrand:
                if (NearBrand(known.Name) is var brand && brand == known.Name)
                    return false;
                (fresh.Name, fresh.Address) = (brand, fresh.Address with { Town = known.Address.Town });
                return true;
            default:
                return true;
        }
    }

    void ShareAddress(Organisation fresh, Organisation known, bool isReachShared)
    {
        fresh.Address = known.Address;
        if (isReachShared)
            (fresh.Email, fresh.Website, fresh.Phone) = (known.Email, known.Website, chance.Percent(60) ? known.Phone : fresh.Phone);
    }

    bool OtherTrade(Organisation fresh, Organisation known)
    {
        var words = known.Name.Split(' ');
        var at = Array.FindIndex(words, word => DutchNames.Trades.Any(trade => trade.Name == word));
        if (at < 0 || words.Length < 2)
            return false;
        var trade = chance.Pick(DutchNames.Trades).Name;
        if (trade == words[at])
            return false;
        words[at] = trade;
        fresh.Name = string.Join(' ', words);
        return true;
    }

    /// <summary>"Cordanova" and "Cordaplan": made from the same stock of syllables.</summary>
    string NearBrand(string name)
    {
        var brand = name.Split(' ')[0];
        return DutchNames.Trades.Any(trade => trade.Name == brand) || brand.Length < 7 || name.Contains("Gebroeders", StringComparison.Ordinal) || name.StartsWith("Van", StringComparison.Ordinal)
            ? name
            : brand[..^3] + chance.Pick(["nova", "plan", "vita", "tec", "zon"]) + name[brand.Length..];
    }

    static string Bare(string name) => new[] { " B.V.", " N.V.", " V.O.F.", " U.A." }.Aggregate(name, (bare, form) => bare.EndsWith(form, StringComparison.Ordinal) ? bare[..^form.Length] : bare);

    /// <summary>Another branch of the same company has a number of its own.</summary>
    public static string OtherBranch(string number) => string.Create(CultureInfo.InvariantCulture, $"{(long.Parse(number, CultureInfo.InvariantCulture) + 500_001) % 1_000_000_000_000:000000000000}");
}
