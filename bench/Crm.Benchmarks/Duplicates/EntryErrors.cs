using System.Globalization;
using Crm.Data.Load;
using Crm.Relations;

namespace Crm.Benchmarks.Duplicates;

/// <summary>Makes the mistakes of people in the fields of a form.</summary>
public sealed class EntryErrors(LoadChance chance, KnownOrganisations organisations)
{
    const string Name = RelationFields.Name;

    /// <returns>False when there is nothing in these values to get wrong this way.</returns>
    public bool Make(EntryError error, Dictionary<string, string> values, Organisation known) => error switch
    {
        EntryError.LegalForm => Rename(values, OtherForm),
        EntryError.WordOrder => Rename(values, Turned),
        EntryError.Abbreviation => Rename(values, Abbreviated),
        EntryError.Accents => Rename(values, OtherAccents),
        EntryError.Typing => Rename(values, name => chance.Percent(25) ? Mistyped(Mistyped(name)) : Mistyped(name)),
        EntryError.TradeName => Rename(values, _ => known.OtherNames.Length > 0 ? known.OtherNames : chance.Percent(10) ? organisations.StatutoryName() : ""),
        EntryError.Kvk => NoOrWrongNumber(values),
        EntryError.Moved => Move(values),
        EntryError.Addition => Change(values, "addition", _ => chance.Pick(["", "a", "-B", "bis", "2 hoog"]), isAlwaysThere: true),
        EntryError.Reach => Reach(values),
        EntryError.Ampersand => Rename(values, name => Replaced(name, [(" & ", " en "), (" en ", " & "), (" & ", " + "), (" en ", " and ")])),
        _ => Rename(values, OtherSpacing),
    };

    static bool Rename(Dictionary<string, string> values, Func<string, string> other) => Change(values, Name, other);

    static bool Change(Dictionary<string, string> values, string field, Func<string, string> other, bool isAlwaysThere = false)
    {
        if (values[field].Length == 0 && !isAlwaysThere)
            return false;
        var changed = other(values[field]);
        if (changed == values[field] || (changed.Length == 0 && field == Name))
            return false;
        values[field] = changed;
        return true;
    }

    bool NoOrWrongNumber(Dictionary<string, string> values)
    {
        if (chance.Percent(40))
            return Change(values, RelationFields.KvkNumber, WrongDigit);
        var isKnown = values[RelationFields.KvkNumber].Length > 0;
        foreach (var number in new[] { RelationFields.KvkNumber, RelationFields.BranchNumber, RelationFields.Rsin, "vatId" })
            values[number] = "";
        return isKnown;
    }

    string OtherForm(string name)
    {
        foreach (var form in new[] { " B.V.", " N.V.", " V.O.F.", " U.A." })
        {
            if (name.EndsWith(form, StringComparison.Ordinal))
                return name[..^form.Length] + chance.Pick(["", "", form.Replace(".", "", StringComparison.Ordinal), form.ToLowerInvariant(), form.Replace(".", " ", StringComparison.Ordinal).TrimEnd()]);
        }
        return name.StartsWith("Stichting ", StringComparison.Ordinal) ? chance.Pick(["", "St. ", "Stg. "]) + name["Stichting ".Length..] : name + chance.Pick([" BV", " B.V.", " vof"]);
    }

    string Turned(string name)
    {
        var words = name.Split(' ');
        return words.Length < 2 ? name : chance.Percent(50) ? string.Join(' ', words.Skip(1).Append(words[0])) : $"{words[^1]}, {string.Join(' ', words[..^1])}";
    }

    string Abbreviated(string name)
    {
        if (name.Contains("Gebroeders", StringComparison.Ordinal))
            return name.Replace("Gebroeders", chance.Pick(["Gebr.", "Gebr"]), StringComparison.Ordinal);
        if (name.Contains("Zonen", StringComparison.Ordinal) && chance.Percent(50))
            return name.Replace("Zonen", chance.Pick(["Zn.", "Zn", "Zoon"]), StringComparison.Ordinal);
        var words = name.Split(' ');
        var longOnes = Enumerable.Range(0, words.Length).Where(at => words[at].Length >= 8 && words[at] != "Stichting").ToList();
        if (longOnes.Count == 0)
            return name;
        var chosen = chance.Pick(longOnes);
        words[chosen] = words[chosen][..chance.Between(3, 6)] + ".";
        return string.Join(' ', words);
    }

    string OtherAccents(string name) => name.Any(letter => letter is 'é' or 'ö' or 'ë')
        ? name.Replace('é', 'e').Replace('ö', 'o').Replace('ë', 'e')
        : Replaced(name, [("e", "é"), ("o", "ö"), ("i", "ï"), ("e", "è"), ("a", "ä")], onlyFirst: true);

    string Replaced(string name, (string From, string To)[] choices, bool onlyFirst = false)
    {
        var there = choices.Where(choice => name.Contains(choice.From, StringComparison.Ordinal)).ToList();
        if (there.Count == 0)
            return name;
        var (from, to) = chance.Pick(there);
        var at = onlyFirst ? name.IndexOf(from, StringComparison.Ordinal) : -1;
        return onlyFirst ? name[..at] + to + name[(at + from.Length)..] : name.Replace(from, to, StringComparison.Ordinal);
    }

    string Mistyped(string name)
    {
        var places = Enumerable.Range(0, name.Length - 1).Where(at => char.IsLetter(name[at]) && char.IsLetter(name[at + 1])).ToList();
        if (places.Count == 0)
            return name;
        var at = chance.Pick(places);
        var letter = (char)('a' + chance.Below(26));
        return chance.Below(4) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, $"{letter}"),
            2 => name[..at] + letter + name[(at + 1)..],
            _ => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
        };
    }

    string WrongDigit(string number)
    {
        var at = chance.Below(number.Length - 1);
        return chance.Percent(50) ? number[..at] + number[at + 1] + number[at] + number[(at + 2)..] : number[..at] + chance.Below(10).ToString(CultureInfo.InvariantCulture) + number[(at + 1)..];
    }

    bool Move(Dictionary<string, string> values)
    {
        values["street"] = chance.Pick(["Nieuwe Kade", "Handelsweg", "Fabrieksstraat", "Laan van Verhuizing"]);
        values[RelationFields.HouseNumber] = chance.Between(1, 400).ToString(CultureInfo.InvariantCulture);
        values["addition"] = "";
        values[RelationFields.PostalCode] = string.Create(CultureInfo.InvariantCulture, $"{chance.Between(1000, 9990)}{(char)('A' + chance.Below(18))}{(char)('A' + chance.Below(26))}");
        if (chance.Percent(50))
            values[RelationFields.Town] = DutchNames.Place(chance);
        return true;
    }

    /// <summary>A phone as people write it, and another box at the same domain.</summary>
    bool Reach(Dictionary<string, string> values)
    {
        var (phone, email) = (values[RelationFields.Phone], values[RelationFields.Email]);
        if (phone.StartsWith("+31", StringComparison.Ordinal))
            values[RelationFields.Phone] = chance.Pick(["0" + phone[3..], $"0031 {phone[3..5]} {phone[5..]}", $"0{phone[3..5]}-{phone[5..]}", $"(0{phone[3..5]}) {phone[5..8]} {phone[8..]}"]);
        if (email.Length > 0)
            values[RelationFields.Email] = chance.Pick(["Verkoop", "administratie", "j.bakker", "contact"]) + email[email.IndexOf('@', StringComparison.Ordinal)..];
        return phone.Length + email.Length > 0;
    }

    string OtherSpacing(string name)
    {
        var words = name.Split(' ');
        var at = chance.Below(words.Length);
        if (words[at].Contains('.', StringComparison.Ordinal))
            return name;
        if (at + 1 < words.Length && !words[at + 1].Contains('.', StringComparison.Ordinal))
            return string.Join(' ', words[..at].Append(words[at] + chance.Pick(["-", ""]) + words[at + 1]).Concat(words[(at + 2)..]));
        var inside = words[at].Length / 2;
        return words[at].Length < 8 ? name : string.Join(' ', words[..at].Append(words[at][..inside] + chance.Pick([" ", "-"]) + words[at][inside..]).Concat(words[(at + 1)..]));
    }
}
