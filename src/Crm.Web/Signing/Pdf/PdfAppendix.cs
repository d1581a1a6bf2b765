namespace Crm.Signing.Pdf;

/// <summary>Adds the pages of another PDF behind those of the original, with their tags, so that a screen reader reads on.</summary>
public static class PdfAppendix
{
    /// <summary>The number of the first page that was added.</summary>
    public static int Append(PdfUpdate update, PdfDocument appendix)
    {
        var shift = update.NextNumber;
        var firstKey = FirstFreeKey(update.Original);
        var left = NotCopied(appendix);
        foreach (var number in appendix.Numbers.Where(number => !left.Contains(number)))
            update.Set(number + shift, Rekeyed(appendix.Object(number), firstKey).Shifted(shift));
        AddPages(update, appendix, shift);
        if (update.Original.Root["StructTreeRoot"] is PdfReference tree && appendix.Root["StructTreeRoot"] is { } added)
            AddTags(update, tree, appendix, appendix.Dictionary(added), firstKey, shift);
        return FirstPage(appendix, appendix.Root["Pages"]!) + shift;
    }

    // The appendix brings no catalogue, outline or document information of its own.
    static HashSet<int> NotCopied(PdfDocument appendix) =>
        [.. new[] { appendix.Trailer["Root"], appendix.Trailer["Info"], appendix.Root["StructTreeRoot"] }.OfType<PdfReference>().Select(reference => reference.To)];

    static void AddPages(PdfUpdate update, PdfDocument appendix, int shift)
    {
        var pagesNumber = ((PdfReference)update.Original.Root["Pages"]!).To;
        var pages = update.Dictionary(pagesNumber);
        var addedNumber = ((PdfReference)appendix.Root["Pages"]!).To + shift;
        var added = update.Dictionary(addedNumber);
        update.Set(addedNumber, added.With("Parent", new PdfReference(pagesNumber)));
        update.Set(pagesNumber, pages
            .With("Kids", new PdfArray([.. ((PdfArray)update.Original.Resolve(pages["Kids"])!).Items, new PdfReference(addedNumber)]))
            .With("Count", PdfValue.Number(update.Original.Integer(pages["Count"]) + appendix.Integer(added["Count"]))));
    }

    static void AddTags(PdfUpdate update, PdfReference tree, PdfDocument appendix, PdfDictionary added, int firstKey, int shift)
    {
        var root = update.Dictionary(tree.To);
        var document = (PdfReference)added["K"]!;
        update.Set(document.To + shift, update.Dictionary(document.To + shift).With("P", tree));
        var keys = appendix.Integer(added["ParentTreeNextKey"]);
        update.Set(tree.To, root
            .With("K", new PdfArray([root["K"]!, document.Shifted(shift)]))
            .With("ParentTreeNextKey", PdfValue.Number(firstKey + keys))
            .With("ParentTree", update.Add(PdfDictionary.Of(("Kids", new PdfArray(
            [
                Limited(update, update.Original.Dictionary(root["ParentTree"]), 0, firstKey - 1),
                Limited(update, Rekeyed(appendix, appendix.Dictionary(added["ParentTree"]), firstKey).Shifted(shift), firstKey, firstKey + keys - 1),
            ]))))));
    }

    // A node of a number tree says which keys lie under it (ISO 32000-2, 7.9.7).
    static PdfReference Limited(PdfUpdate update, PdfDictionary node, int first, int last) =>
        update.Add(node.With("Limits", new PdfArray([PdfValue.Number(first), PdfValue.Number(last)])));

    static PdfDictionary Rekeyed(PdfDocument appendix, PdfDictionary parentTree, int firstKey)
    {
        if (appendix.Resolve(parentTree["Nums"]) is not PdfArray pairs)
            throw new InvalidDataException("The appendix has too many pages to be added.");
        return parentTree.With("Nums", new PdfArray([.. pairs.Items.Select((item, index) => index % 2 == 0 ? PdfValue.Number(((PdfToken)item).Integer + firstKey) : item)]));
    }

    /// <summary>A page or annotation says by a key where its tags are; the keys of the appendix follow those of the original.</summary>
    static PdfValue Rekeyed(PdfValue value, int firstKey)
    {
        if (value is not PdfDictionary dictionary)
            return value;
        foreach (var name in new[] { "StructParents", "StructParent" })
        {
            if (dictionary[name] is PdfToken key)
                dictionary = dictionary.With(name, PdfValue.Number(key.Integer + firstKey));
        }
        return dictionary;
    }

    static int FirstFreeKey(PdfDocument original) =>
        original.Root["StructTreeRoot"] is { } tree ? original.Integer(original.Dictionary(tree)["ParentTreeNextKey"]) : 0;

    static int FirstPage(PdfDocument document, PdfValue node)
    {
        var reference = (PdfReference)node;
        return document.Dictionary(reference).IsOfType("Page")
            ? reference.To
            : FirstPage(document, ((PdfArray)document.Resolve(document.Dictionary(reference)["Kids"])!).Items[0]);
    }
}
