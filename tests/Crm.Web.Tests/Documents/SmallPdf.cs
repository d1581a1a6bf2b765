using System.Globalization;
using System.Text;

namespace Crm.Documents;

/// <summary>A PDF made by hand, as somebody might bring one.</summary>
public static class SmallPdf
{
    const string Font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

    /// <summary>Pages that each show one text.</summary>
    /// <param name="catalog">What the catalogue says besides, such as an action to do when the file is opened.</param>
    /// <param name="annotation">Something that lies on each page; empty: nothing.</param>
    public static byte[] Of(int pages, string text, string catalog = "", string annotation = "")
    {
        List<string> objects = [$"<< /Type /Catalog /Pages 2 0 R {catalog} >>", $"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(page => $"{4 + 2 * page} 0 R"))}] >>", Font];
        for (var page = 0; page < pages; page++)
        {
            var shown = $"BT /F1 20 Tf 60 700 Td ({text} {page + 1}) Tj ET";
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * page} 0 R {(annotation.Length > 0 ? $"/Annots [{annotation}]" : "")} >>");
            objects.Add($"<< /Length {shown.Length} >>\nstream\n{shown}\nendstream");
        }
        return Written(objects);
    }

    static byte[] Written(List<string> objects)
    {
        var (pdf, places) = (new StringBuilder("%PDF-1.7\n"), new List<int>());
        for (var at = 0; at < objects.Count; at++)
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{at + 1} 0 obj\n{objects[at]}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            pdf.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }
}
