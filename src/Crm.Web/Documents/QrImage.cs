using System.Globalization;
using System.Text;
using QRCoder;

namespace Crm.Documents;

/// <summary>A QR code as the path of an SVG image of so many squares wide and high, its quiet border included.</summary>
public sealed record QrImage(string Path, int Size)
{
    public static QrImage Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
                if (code.ModuleMatrix[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new(path.ToString(), code.ModuleMatrix.Count);
    }
}
